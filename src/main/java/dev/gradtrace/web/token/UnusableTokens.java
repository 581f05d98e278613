package dev.gradtrace.web.token;

/** A file of tokens that says nothing that can be relied on. */
final class UnusableTokens extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusableTokens(String what) {
    super(what);
  }
}
