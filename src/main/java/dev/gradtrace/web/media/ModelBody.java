package dev.gradtrace.web.media;

/** The bytes of an uploaded model; not copied. */
public record ModelBody(byte[] bytes) {}
