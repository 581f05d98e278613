package dev.gradtrace.dataset;

import dev.gradtrace.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * Recognises numeric targets that encode classes: one-hot rows of at least two values, or one
 * column in which both 0 and 1 occur and nothing else.
 */
public final class TargetCoding {

  private final Samples targets;
  private final Matrix target;

  private TargetCoding(Samples targets) {
    this.targets = targets;
    this.target = Matrix.zeros(targets.length(), 1);
  }

  /** The targets, as {@link Targets.Coded} if they encode classes. */
  public static Targets recognise(Samples targets) {
    Labels labels = new TargetCoding(targets).labels();
    return labels == null ? new Targets.Measured(targets) : new Targets.Coded(targets, labels);
  }

  private @Nullable Labels labels() {
    int[] labels = new int[targets.size()];
    for (int j = 0; j < labels.length; j++) {
      targets.copyTo(j, target, 0);
      labels[j] = target.rows() == 1 ? zeroOrOne() : placeOfOne();
      if (labels[j] < 0) {
        return null;
      }
    }
    return target.rows() == 1 && areAllEqual(labels)
        ? null
        : Labels.of(labels, Math.max(2, target.rows()));
  }

  private int zeroOrOne() {
    double value = target.at(0, 0);
    return value == 0 || value == 1 ? (int) value : -1;
  }

  private int placeOfOne() {
    int place = -1;
    for (int i = 0; i < target.rows(); i++) {
      double value = target.at(i, 0);
      if (value == 1 && place < 0) {
        place = i;
      } else if (value != 0) {
        return -1;
      }
    }
    return place;
  }

  private static boolean areAllEqual(int[] labels) {
    for (int label : labels) {
      if (label != labels[0]) {
        return false;
      }
    }
    return true;
  }
}
