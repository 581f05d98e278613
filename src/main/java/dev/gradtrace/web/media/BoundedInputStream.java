package dev.gradtrace.web.media;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;

/**
 * A stream that throws if it has more than so many bytes, whatever its declared length, and
 * reserves memory while reading.
 */
public final class BoundedInputStream extends FilterInputStream {

  private static final long FIRST_BYTES = 1 << 15;

  private final long mostBytes;
  private final LongConsumer memory;
  private long count;
  private long paid;

  /**
   * @param mostBytes most bytes; reading more throws {@link BodyTooLarge}
   * @param memory called before each further number of bytes is read; throws if there is no memory
   */
  public BoundedInputStream(InputStream in, long mostBytes, LongConsumer memory) {
    super(in);
    this.mostBytes = mostBytes;
    this.memory = memory;
  }

  /**
   * The body of a message.
   *
   * @throws BodyTooLarge if its declared length is too large
   * @throws BodyEncoded if it has a {@code Content-Encoding}
   */
  public static InputStream of(HttpInputMessage message, long mostBytes, LongConsumer memory)
      throws IOException {
    BodyEncoded.refuse(message.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING));
    long length = message.getHeaders().getContentLength();
    if (length > mostBytes) {
      throw new BodyTooLarge(mostBytes);
    }
    BoundedInputStream body = new BoundedInputStream(message.getBody(), mostBytes, memory);
    body.pay(length);
    return body;
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
    if (count > paid) {
      pay(Math.max(FIRST_BYTES, 2 * paid));
    }
  }

  private void pay(long bytes) {
    if (bytes > paid) {
      memory.accept(bytes - paid);
      paid = bytes;
    }
  }
}
