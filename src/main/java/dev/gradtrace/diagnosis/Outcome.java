package dev.gradtrace.diagnosis;

/** What a rule says of a run. */
public sealed interface Outcome permits Symptom, Outcome.Clean, Outcome.NotApplicable {

  /**
   * The rule looked and found nothing.
   *
   * @param measured what it looked at
   * @param threshold where it would have spoken
   */
  record Clean(double measured, double threshold) implements Outcome {}

  /** The rule has nothing to look at. */
  record NotApplicable(String reason) implements Outcome {}
}
