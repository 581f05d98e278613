package dev.gradtrace.web.access;

/**
 * What is asked of callers.
 *
 * @param tokens whether a token
 * @param ownOnly whether they see only what they created, admins excepted
 */
public record Access(boolean tokens, boolean ownOnly) {}
