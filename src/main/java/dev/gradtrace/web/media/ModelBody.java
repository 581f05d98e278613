package dev.gradtrace.web.media;

/** The bytes of an uploaded model; not copied. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record ModelBody(byte[] bytes) {}
