package dev.gradtrace.dataset;

/** What the targets of a dataset stand for. */
public enum Task {
  /** One class out of several. */
  CLASSIFICATION,
  /** Numbers. */
  REGRESSION
}
