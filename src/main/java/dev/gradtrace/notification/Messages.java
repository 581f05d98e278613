package dev.gradtrace.notification;

import dev.gradtrace.experiment.Experiment;
import dev.gradtrace.job.JobEvent;
import dev.gradtrace.job.TrainingJob;

/** Writes the bodies of messages. */
public interface Messages {

  /** The message that a job or an observed run has ended. */
  String ended(Topic topic, TrainingJob job);

  /** The message of a finding in a job or an observed run. */
  String found(TrainingJob job, JobEvent event, JobEvent.FindingReported finding);

  /** The message that an experiment has ended. */
  String ended(Topic topic, Experiment experiment);
}
