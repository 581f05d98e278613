package dev.gradtrace.web.jobs;

import dev.gradtrace.job.TrainingJob;

/** Where runs are read, which are recorded alike wherever they are trained. */
public final class RunPaths {

  /** Runs that are trained elsewhere. */
  public static final String OBSERVED = "/v1/observed-runs";

  /** One run, trained here. */
  public static final String TRAINED_ONE = TrainingJobsController.PATH + "/{id}";

  /** One run, trained elsewhere. */
  public static final String OBSERVED_ONE = OBSERVED + "/{id}";

  /** Single charts of runs, wherever those are trained. */
  public static final String EMBEDDED = "/embed/training-jobs";

  private RunPaths() {}

  /** Under which path a run is, behind which its id stands. */
  public static String of(TrainingJob run) {
    return run.progress().isElsewhere() ? OBSERVED : TrainingJobsController.PATH;
  }
}
