package dev.gradtrace.training;

/** The result of a call of {@link TrainingRun#next}, which takes about as long as a mini-batch. */
public sealed interface TrainingEvent permits Step, EpochEnd, StepCurvature, TrainingEvent.Part {

  /** A part of something that takes several events, and is not finished yet. */
  enum Part implements TrainingEvent {
    /** Of an evaluation at the end of an epoch. */
    OF_EVALUATION,
    /** Of a measurement of the curvature. */
    OF_CURVATURE
  }
}
