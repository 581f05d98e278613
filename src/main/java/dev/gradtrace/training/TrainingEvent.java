package dev.gradtrace.training;

/** What a run does between two looks of whoever drives it; never longer than a mini-batch or so. */
public sealed interface TrainingEvent permits Step, EpochEnd, TrainingEvent.Evaluating {

  /** Part of the samples were evaluated at the end of an epoch; more follow. */
  enum Evaluating implements TrainingEvent {
    PART
  }
}
