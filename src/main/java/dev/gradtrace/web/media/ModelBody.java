package dev.gradtrace.web.media;

/** The bytes of a model that was sent, not copied. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record ModelBody(byte[] bytes) {}
