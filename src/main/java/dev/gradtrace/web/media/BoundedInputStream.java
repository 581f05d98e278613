package dev.gradtrace.web.media;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;

/** A stream that refuses to deliver more than so many bytes, whatever its length was said to be. */
public final class BoundedInputStream extends FilterInputStream {

  private final long mostBytes;
  private long count;

  public BoundedInputStream(InputStream in, long mostBytes) {
    super(in);
    this.mostBytes = mostBytes;
  }

  /**
   * The body of a message.
   *
   * @throws BodyTooLarge if it says that it is longer
   * @throws BodyEncoded if it has to be decoded first
   */
  public static InputStream of(HttpInputMessage message, long mostBytes) throws IOException {
    String encoding = message.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase(BodyEncoded.IDENTITY)) {
      throw new BodyEncoded();
    }
    if (message.getHeaders().getContentLength() > mostBytes) {
      throw new BodyTooLarge(mostBytes);
    }
    return new BoundedInputStream(message.getBody(), mostBytes);
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
