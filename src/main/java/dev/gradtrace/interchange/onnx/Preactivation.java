package dev.gradtrace.interchange.onnx;

import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a layer computes before its activation, z = factor ⊙ (W·a) + offset; or the input of the
 * graph, z = factor ⊙ x + offset.
 *
 * @param width number of units; 0 for an input whose width is not known yet
 * @param product null for the input
 * @param factor of each unit; null for 1
 * @param offset of each unit; null for none
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by identity only.
record Preactivation(
    int width, @Nullable Product product, double @Nullable [] factor, double @Nullable [] offset) {

  /**
   * W·a.
   *
   * @param weights W, [unit][input]
   * @param a what the layer below gives
   */
  record Product(OnnxTensor weights, Signal a) {}

  static Preactivation input(int width) {
    return new Preactivation(width, null, null, null);
  }

  static Preactivation of(Product product) {
    return new Preactivation(product.weights().dims().get(0), product, null, null);
  }

  double factor(int unit) {
    return factor == null ? 1 : factor[unit];
  }

  double offset(int unit) {
    return offset == null ? 0 : offset[unit];
  }

  /** z + sign·term. */
  Preactivation plus(OnnxTensor term, double sign) {
    int units = units(term);
    return new Preactivation(
        units, product, factor, each(units, unit -> offset(unit) + sign * ofUnit(term, unit)));
  }

  /** z ⊙ by. */
  Preactivation times(OnnxTensor by) {
    return scaled(units(by), unit -> ofUnit(by, unit));
  }

  /** z divided by each of a tensor's elements. */
  Preactivation over(OnnxTensor by) {
    return scaled(units(by), unit -> 1 / ofUnit(by, unit));
  }

  private Preactivation scaled(int units, IntToDoubleFunction by) {
    return new Preactivation(
        units,
        product,
        each(units, unit -> factor(unit) * by.applyAsDouble(unit)),
        offset == null ? null : each(units, unit -> offset(unit) * by.applyAsDouble(unit)));
  }

  private static double[] each(int units, IntToDoubleFunction value) {
    double[] values = new double[units];
    Arrays.setAll(values, value);
    return values;
  }

  /** The width, once a tensor with one element for all units, or one for each, has come. */
  private int units(OnnxTensor tensor) {
    InvalidSpec.unless(
        tensor.size() == tensor.width()
            && (width == 0 || tensor.size() == 1 || tensor.size() == width),
        "",
        "a tensor of dimensions %s does not fit %d units",
        tensor.dims(),
        width);
    return width == 0 ? tensor.size() : width;
  }

  private static double ofUnit(OnnxTensor tensor, int unit) {
    return tensor.values()[tensor.size() == 1 ? 0 : unit];
  }
}
