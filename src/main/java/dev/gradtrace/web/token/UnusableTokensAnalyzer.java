package dev.gradtrace.web.token;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints what to do instead of a stack trace. */
final class UnusableTokensAnalyzer extends AbstractFailureAnalyzer<UnusableTokens> {

  @Override
  protected FailureAnalysis analyze(Throwable root, UnusableTokens fault) {
    return new FailureAnalysis(
        fault.getMessage() + ".",
        "Give each token of GRADTRACE_SECURITY_TOKENSFILE a line of its name, its role (read, write"
            + " or admin) and the SHA-256 of the token in lower-case hex.",
        fault);
  }
}
