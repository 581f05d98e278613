package dev.gradtrace.interchange.keras;

import dev.gradtrace.dataset.Scaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects Rescaling, Normalization and operations with a constant as (x − shift)·factor per
 * feature; a configuration alone has no weights to fold this into.
 *
 * @see <a href="https://keras.io/api/layers/preprocessing_layers/">Preprocessing layers</a>
 */
final class KerasScaling {

  static final String SCALED =
      "The inputs are scaled before layer 1, which a configuration without weights has no place for: scale"
          + " the data set by inputScaling, (x - shift)·factor.";
  private static final String LEARNT =
      "The means and variances of Normalization are among the weights, which a configuration has not:"
          + " scaling \"standard\" takes those of the training part.";

  /** The smallest deviation that Normalization divides by. */
  private static final double LEAST_DEVIATION = 1e-7;

  private final double[] factor;
  private final double[] offset;
  private final int lastAxis;
  private boolean isUsed;

  /**
   * @param sizes of the dimensions of a sample; arrays of their product are allocated
   */
  KerasScaling(List<Integer> sizes) {
    this.lastAxis = sizes.get(sizes.size() - 1);
    this.factor = new double[KerasShape.size(sizes)];
    this.offset = new double[factor.length];
    Arrays.fill(factor, 1);
  }

  /**
   * Adds Rescaling, x·scale + offset; both are one number or one per index of the last dimension.
   */
  void rescale(KerasValue config) {
    rescale(config, numbers(config.get("scale"), 1), numbers(config.get("offset"), 0));
  }

  /** Adds the multiplication with a constant, its addition, and what else operators do with it. */
  void operate(KerasValue layer, String operation) {
    double[] zero = {0};
    double[] one = {1};
    double[] minus = {-1};
    if (operation.equals("Negative")) {
      rescale(layer, minus, zero);
      return;
    }
    KerasConstant constant = KerasConstant.of(layer);
    double[] numbers = numbers(constant.value(), 0);
    switch (operation) {
      case "Add" -> rescale(layer, one, numbers);
      case "Multiply" -> rescale(layer, numbers, zero);
      case "Subtract" ->
          rescale(
              layer,
              constant.isFirst() ? minus : one,
              constant.isFirst() ? numbers : Arrays.stream(numbers).map(c -> -c).toArray());
      default -> {
        if (constant.isFirst()) {
          throw layer.get("class_name").unsupported("divides by a signal, as no layer here does");
        }
        rescale(layer, Arrays.stream(numbers).map(c -> 1 / c).toArray(), zero);
      }
    }
  }

  private void rescale(KerasValue place, double[] scale, double[] term) {
    for (int i = 0; i < factor.length; i++) {
      factor[i] *= scale[i % scale.length];
      offset[i] = offset[i] * scale[i % scale.length] + term[i % term.length];
    }
    used(place);
  }

  /** Adds Normalization, (x − mean)/√variance per index of the last dimension, or per feature. */
  void normalize(KerasValue layer, KerasDropped dropped, @Nullable KerasVariables variables) {
    KerasValue config = layer.get("config");
    requireLastAxis(config.get("axis"));
    if (!config.get("mean").isNull() && !config.get("variance").isNull()) {
      normalize(config, numbers(config.get("mean"), 0), numbers(config.get("variance"), 1));
    } else if (variables == null) {
      dropped.note(LEARNT);
    } else {
      double[] mean = fitting(layer, variables.vector(layer, KerasRoles.MEAN));
      normalize(config, mean, fitting(layer, variables.vector(layer, KerasRoles.VARIANCE)));
    }
  }

  private void normalize(KerasValue config, double[] mean, double[] variance) {
    boolean inverted = config.get("invert").flag(false);
    for (int i = 0; i < factor.length; i++) {
      double spread = Math.max(Math.sqrt(variance[i % variance.length]), LEAST_DEVIATION);
      double center = mean[i % mean.length];
      factor[i] = inverted ? factor[i] * spread : factor[i] / spread;
      offset[i] = inverted ? offset[i] * spread + center : (offset[i] - center) / spread;
    }
    used(config);
  }

  /** Refuses an axis that is neither the last one nor all of them. */
  private void requireLastAxis(KerasValue given) {
    List<KerasValue> axes = given.isList() ? given.elements() : List.of(given);
    if (lastAxis != factor.length && axes.size() == 1 && axes.get(0).number(-1) != -1) {
      throw given.unsupported("must be -1, or the inputs be flattened first");
    }
  }

  private void used(KerasValue place) {
    for (int i = 0; i < factor.length; i++) {
      if (factor[i] == 0 || !Double.isFinite(factor[i]) || !Double.isFinite(offset[i])) {
        throw place.unsupported("scales a feature to nothing");
      }
    }
    isUsed = true;
  }

  /**
   * A number for all features, or a list, nested or not, along the last dimension or for all
   * features.
   */
  private double[] numbers(KerasValue given, double otherwise) {
    KerasValue value = given.isObject() ? given.get("config").get("value") : given;
    List<Double> numbers = new ArrayList<>();
    collect(value, otherwise, numbers);
    return fitting(given, numbers.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private double[] fitting(KerasValue given, double[] numbers) {
    int count = numbers.length;
    if (count != 1 && count != lastAxis && count != factor.length) {
      throw given.unsupported("has %d numbers for %d features", count, factor.length);
    }
    return numbers;
  }

  private static void collect(KerasValue value, double otherwise, List<Double> numbers) {
    if (value.isList()) {
      value.elements().forEach(element -> collect(element, otherwise, numbers));
    } else {
      numbers.add(value.number(otherwise));
    }
  }

  /** Whether something is added, too, which dropout and branches do not pass. */
  boolean isShifted() {
    return Arrays.stream(offset).anyMatch(term -> term != 0);
  }

  /** The factor of all features; NaN if they have different ones. */
  double commonFactor() {
    return Arrays.stream(factor).distinct().count() == 1 ? factor[0] : Double.NaN;
  }

  /** The composition of all layers added; null if there are none. */
  Scaling.@Nullable Fitted fitted() {
    if (!isUsed) {
      return null;
    }
    double[] shift = new double[factor.length];
    Arrays.setAll(shift, i -> offset[i] == 0 ? 0 : -offset[i] / factor[i]);
    return Scaling.Fitted.of(shift, factor);
  }
}
