package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Parameters;
import java.util.stream.IntStream;

/** How far the weights of a run are from their start. */
final class Movement {

  /**
   * Change of a layer, relative to its norm, below which it has hardly moved; steps that are too
   * long change more at once.
   */
  static final double LITTLE = 0.05;

  private Movement() {}

  /** Largest distance of a layer's weights from their start, over their norm there. */
  static double of(Evidence run) {
    Parameters last = run.parameters();
    if (last == null) {
      return Double.NaN;
    }
    return IntStream.rangeClosed(1, run.depth())
        .mapToDouble(
            l -> {
              Matrix first = run.initial().weights(l);
              double distance = last.weights(l).distance(first);
              return distance == 0 ? 0 : distance / first.norm();
            })
        .max()
        .orElse(Double.NaN);
  }

  /**
   * Times the learning rate up to which the same steps would hardly move the weights; at least 1.
   */
  static double hardlyMovingFactor(Evidence run) {
    return Math.max(1, LITTLE / of(run));
  }
}
