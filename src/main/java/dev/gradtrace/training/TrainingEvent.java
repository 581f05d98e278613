package dev.gradtrace.training;

/** What a run does between two calls of {@link TrainingRun#next}: about a mini-batch of work. */
public sealed interface TrainingEvent permits Step, EpochEnd, TrainingEvent.Evaluating {

  /** Part of the samples were evaluated at the end of an epoch; more follow. */
  enum Evaluating implements TrainingEvent {
    PART
  }
}
