package dev.gradtrace.storage;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints the advice instead of a stack trace. */
final class UnusableDatabaseAnalyzer extends AbstractFailureAnalyzer<UnusableDatabase> {

  @Override
  protected FailureAnalysis analyze(Throwable root, UnusableDatabase fault) {
    return new FailureAnalysis(fault.getMessage() + ".", fault.advice(), fault);
  }
}
