package dev.gradtrace.web.media;

/** A request body is compressed, or encoded in another way that is not read. */
public final class BodyEncoded extends RuntimeException {

  /** The one Content-Encoding that is read: none. */
  public static final String IDENTITY = "identity";

  private static final long serialVersionUID = 1L;

  BodyEncoded() {
    super("a body with a Content-Encoding");
  }
}
