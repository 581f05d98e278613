package dev.gradtrace.web.media;

/** The bytes of a model that was sent, not copied. */
public final class ModelBody {

  private final byte[] bytes;

  ModelBody(byte[] bytes) {
    this.bytes = bytes;
  }

  public byte[] bytes() {
    return bytes;
  }
}
