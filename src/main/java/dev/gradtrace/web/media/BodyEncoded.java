package dev.gradtrace.web.media;

/** A request body is compressed or otherwise encoded, which is not supported. */
public final class BodyEncoded extends RuntimeException {

  /** The only supported {@code Content-Encoding}. */
  public static final String IDENTITY = "identity";

  private static final long serialVersionUID = 1L;

  BodyEncoded() {
    super("a body with a Content-Encoding");
  }
}
