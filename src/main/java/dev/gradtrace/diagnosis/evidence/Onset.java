package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.gradient.Metric;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.training.EpochEnd;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The step from which on a run shows what it shows in the end. */
public final class Onset {

  private Onset() {}

  /** The first epoch's end from which on all epochs show it; null if none does. */
  public static @Nullable Long ofEpochs(LossHistory history, Predicate<EpochEnd> shows) {
    List<EpochEnd> epochs = history.epochs();
    int first = first(epochs.size(), i -> shows.test(epochs.get(i)));
    return first < 0 ? null : (Long) epochs.get(first).step();
  }

  /**
   * The first recorded step from which on a metric of one of the layers reaches a threshold; null
   * if it does not, or if it does on the first mini-batch but not on the many samples of {@link
   * Evidence#start}, so that mini-batches do not tell.
   */
  public static @Nullable Long of(
      Evidence run, List<Integer> layers, Metric metric, double threshold) {
    GradientTrace trace = run.trace();
    double[][] series = layers.stream().map(l -> trace.series(l, metric)).toArray(double[][]::new);
    int first =
        first(
            trace.size(),
            i -> {
              for (double[] one : series) {
                if (one[i] >= threshold) {
                  return true;
                }
              }
              return false;
            });
    boolean isSoAtStart = layers.stream().anyMatch(l -> run.start().get(l, metric) >= threshold);
    return first < 0 || first == 0 && !isSoAtStart ? null : (Long) trace.steps()[first];
  }

  /** The start of the last stretch that shows it; −1 if there is none. */
  private static int first(int size, IntPredicate shows) {
    int last = size - 1;
    while (last >= 0 && !shows.test(last)) {
      last--;
    }
    int first = last;
    while (first > 0 && shows.test(first - 1)) {
      first--;
    }
    return first;
  }
}
