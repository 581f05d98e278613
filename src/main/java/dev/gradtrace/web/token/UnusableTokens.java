package dev.gradtrace.web.token;

/** The tokens file cannot be used. */
final class UnusableTokens extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusableTokens(String what) {
    super(what);
  }
}
