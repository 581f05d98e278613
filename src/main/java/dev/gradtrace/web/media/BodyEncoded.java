package dev.gradtrace.web.media;

import org.jspecify.annotations.Nullable;

/** A request body is compressed or otherwise encoded, which is not supported. */
public final class BodyEncoded extends RuntimeException {

  /** The only supported {@code Content-Encoding}. */
  public static final String IDENTITY = "identity";

  private static final long serialVersionUID = 1L;

  private BodyEncoded() {
    super("a body with a Content-Encoding");
  }

  /**
   * @param encoding the value of {@code Content-Encoding}; null if there is none
   * @throws BodyEncoded if it is none that is supported
   */
  public static void refuse(@Nullable String encoding) {
    if (encoding != null && !encoding.equalsIgnoreCase(IDENTITY)) {
      throw new BodyEncoded();
    }
  }
}
