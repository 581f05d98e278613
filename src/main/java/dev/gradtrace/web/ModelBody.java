package dev.gradtrace.web;

/** The bytes of a model that was sent, not copied. */
final class ModelBody {

  private final byte[] bytes;

  ModelBody(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }
}
