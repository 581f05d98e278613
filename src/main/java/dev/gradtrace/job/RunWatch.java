package dev.gradtrace.job;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.training.TrainingSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Diagnoses runs while they train. */
public interface RunWatch {

  /**
   * Begins to watch a run.
   *
   * @param data as the run uses them, scaled
   */
  Watcher watch(TrainingSpec spec, Split data);

  /** Watches one run, in its thread. */
  interface Watcher {

    /**
     * The present findings and those reported before that are judged otherwise now.
     *
     * @param whole whether the run has reached its end
     */
    List<Remark> look(LossCurve curve, GradientTrace trace, Parameters parameters, boolean whole);
  }

  /** A finding of a rule; for the components see {@link JobEvent.FindingReported}. */
  record Remark(String rule, String severity, @Nullable String causedBy, String explanation) {}
}
