package dev.gradtrace.training;

/** What a run does between two calls of {@link TrainingRun#next}: about a mini-batch of work. */
public sealed interface TrainingEvent permits Step, EpochEnd, StepCurvature, TrainingEvent.Part {

  /** Part of something that is not a step, after which more of it follows. */
  enum Part implements TrainingEvent {
    /** Of the samples that are evaluated at the end of an epoch. */
    OF_EVALUATION,
    /** Of a measurement of the curvature. */
    OF_CURVATURE
  }
}
