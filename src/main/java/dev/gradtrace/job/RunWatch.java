package dev.gradtrace.job;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.training.TrainingSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Watches runs while they are made: says what seems wrong with them. */
public interface RunWatch {

  /**
   * Begins to watch a run.
   *
   * @param data as the run sees them, scaled
   */
  Watcher watch(TrainingSpec spec, Split data);

  /** Watches one run, in its thread. */
  interface Watcher {

    /**
     * What seems wrong by now, with what was said before.
     *
     * @param whole whether the run has ended by itself
     */
    List<Remark> look(LossCurve curve, GradientTrace trace, Parameters parameters, boolean whole);
  }

  /** What a rule says of a run; see {@link JobEvent.FindingReported}. */
  record Remark(String rule, String severity, @Nullable String causedBy, String explanation) {}
}
