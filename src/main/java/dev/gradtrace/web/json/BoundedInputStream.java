package dev.gradtrace.web.json;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that refuses to deliver more than so many bytes, whatever its length was said to be. */
final class BoundedInputStream extends FilterInputStream {

  private final long mostBytes;
  private long count;

  BoundedInputStream(InputStream in, long mostBytes) {
    super(in);
    this.mostBytes = mostBytes;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int read) {
    count += read;
    if (count > mostBytes) {
      throw new BodyTooLarge(mostBytes);
    }
  }
}
