package dev.gradtrace.interchange.tensorboard;

import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.trace.Distributions;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Distributions of all layers as histograms. Not thread-safe. */
final class Histograms implements ByStep {

  private final Distributions kept;
  private final long[] steps;
  private final Set<String> introduced = new HashSet<>();
  private int next;

  Histograms(Distributions kept) {
    this.kept = kept;
    this.steps = kept.steps();
  }

  @Override
  public long[] steps() {
    return steps;
  }

  @Override
  public void tell(long step, Summary summary) {
    if (next == steps.length || steps[next] != step) {
      return;
    }
    for (Tensor of : kept.selection().of()) {
      for (int l : kept.selection().layers()) {
        String tag = String.format(Locale.ROOT, "%s/layer_%03d", of.label(), l);
        Buckets buckets = Buckets.of(kept.at(next, of, l));
        summary.add(tag, buckets, introduced.add(tag) ? description(of) : null);
      }
    }
    next++;
  }

  private static String description(Tensor of) {
    return switch (of) {
          case WEIGHTS -> "W";
          case WEIGHT_GRADIENT -> "∂C/∂W, the batch mean without the l2 term";
          case DELTA -> "δ = m·∂C/∂z of every sample";
          case PREACTIVATION -> "z of every sample";
          case ACTIVATION -> "a of every sample";
          case UPDATE -> "W after the step minus W before";
        }
        + ", counted by sign and octave; sums are those of the middles of octaves.";
  }
}
