package dev.gradtrace.notification;

import dev.gradtrace.experiment.Experiment;
import dev.gradtrace.job.JobEvent;
import dev.gradtrace.job.TrainingJob;

/** Writes what is told. */
public interface Messages {

  /** Of a job, or a run that is trained elsewhere, that has ended. */
  String ended(Topic topic, TrainingJob job);

  /** Of something that seems wrong with one. */
  String found(TrainingJob job, JobEvent event, JobEvent.FindingReported finding);

  /** Of an experiment that has ended. */
  String ended(Topic topic, Experiment experiment);
}
