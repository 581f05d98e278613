package dev.gradtrace.dataset;

/** What kind of answer a dataset asks for. */
public enum Task {
  /** One class out of several. */
  CLASSIFICATION,
  /** Numbers. */
  REGRESSION
}
