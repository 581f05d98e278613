package dev.gradtrace.web.jobs;

import dev.gradtrace.job.TrainingJob;

/**
 * Paths of runs: training jobs, and observed runs, which are trained elsewhere but recorded alike.
 */
public final class RunPaths {

  /** Observed runs. */
  public static final String OBSERVED = "/v1/observed-runs";

  /** One training job. */
  public static final String TRAINED_ONE = TrainingJobsController.PATH + "/{id}";

  /** One observed run. */
  public static final String OBSERVED_ONE = OBSERVED + "/{id}";

  /** Charts of runs of either kind, for embedding. */
  public static final String EMBEDDED = "/embed/training-jobs";

  private RunPaths() {}

  /** The path below which a run has its id. */
  public static String of(TrainingJob run) {
    return run.progress().isElsewhere() ? OBSERVED : TrainingJobsController.PATH;
  }
}
