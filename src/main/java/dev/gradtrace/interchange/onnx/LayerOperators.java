package dev.gradtrace.interchange.onnx;

import dev.gradtrace.interchange.onnx.Preactivation.Product;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operators of layers: products, biases, softmax, scales of units. */
final class LayerOperators {

  private final Evaluation values;

  LayerOperators(Evaluation values) {
    this.values = values;
  }

  /** The result of a node; null if its operator is none of these. */
  @Nullable GraphValue evaluate(OnnxNode node, int number) {
    return switch (node.operator()) {
      case "Gemm" -> gemm(node, number);
      case "MatMul" -> product(node, values.weights(node, 1), true, number);
      case "Softmax" -> softmax(node, number);
      case "Concat" -> classes(node, number);
      default -> null;
    };
  }

  private Signal gemm(OnnxNode node, int number) {
    InvalidSpec.unless(node.integer("transA", 0) == 0, "", "%s has transA", node.title());
    boolean transposed = node.integer("transB", 0) == 0;
    Signal product = product(node, values.weights(node, 1), transposed, number);
    double alpha = OnnxNode.decimal(node.real("alpha", 1));
    double beta = OnnxNode.decimal(node.real("beta", 1));
    Affine z = product.affine();
    if (alpha != 1) {
      z = z.times(alpha);
    }
    if (node.has(2)) {
      z = z.plus(product.form().ofFeatures(values.weights(node, 2), z.width()), beta);
    }
    return product.with(z, number);
  }

  private Signal product(OnnxNode node, OnnxTensor given, boolean isTransposed, int number) {
    values.spend(given.size());
    OnnxTensor weights = isTransposed ? given.transposed() : given.requireMatrix();
    return product(node, weights, values.signal(node, 0), number);
  }

  /** The product W·a of the input of a node. */
  static Signal product(OnnxNode node, OnnxTensor weights, Signal below, int number) {
    int width = below.z().width();
    int expected = weights.width();
    InvalidSpec.unless(
        below.form().isVectorsOf(expected),
        "",
        "%s works along the last axis of samples in %s: export the model with an input of"
            + " [batch, features], or flatten samples first",
        node.title(),
        below.form());
    InvalidSpec.unless(
        width == 0 || width == expected,
        "",
        "%s expects %d inputs, there are %d",
        node.title(),
        expected,
        width);
    Preactivation z = Preactivation.of(new Product(weights, below));
    return Signal.of(z, below.form().withLast(z.width()), number);
  }

  private Signal softmax(OnnxNode node, int number) {
    Signal z = logits(values.signal(node, 0), number);
    InvalidSpec.unless(
        z.isPlain(), "", "%s follows an activation; a layer here has one", node.title());
    boolean alongRest = values.opset() < Onnx.OPSET;
    long axis = node.integer("axis", alongRest ? 1 : -1);
    int last = Math.max(z.form().rank(), 2) - 1;
    boolean flattens = alongRest && z.form().rank() > 0;
    Form summed = flattens ? z.form().flattened(axis) : z.form();
    boolean alongLast = flattens || axis == -1 || axis == last;
    boolean overUnits = alongLast && summed.isSurelyVectorsOf(z.z().width());
    InvalidSpec.unless(
        overUnits,
        "",
        "%s over axis %d of samples in %s is not over the units of a layer",
        node.title(),
        axis,
        z.form());
    return z.softmax(number);
  }

  /** z, also where it was multiplied with a number, such as −1 or one over a temperature. */
  private static Signal logits(Signal given, int number) {
    return given.isPlain() || !given.isFunction()
        ? given
        : KnownActivations.line(given.curve().samples())
            .map(
                line ->
                    Signal.of(
                        given.z().with(given.z().affine().times(line.p())), given.form(), number))
            .orElse(given);
  }

  /**
   * Concat of σ(z) and σ(−z) of one unit, the probabilities p and 1 − p of two classes, as a layer
   * of two units.
   */
  private Signal classes(OnnxNode node, int number) {
    Signal first = values.signal(node, 0);
    Elementwise sigma = elementwise(node);
    if (!(first.z().origin() instanceof Product product)
        || sigma == null
        || first.z().width() != 1) {
      throw Unsupported.operator(node);
    }
    double[] signs = new double[node.inputs().size()];
    for (int i = 0; i < signs.length; i++) {
      Signal signal = values.function(node, i);
      signs[i] =
          signal.z() == first.z() ? KnownActivations.sign(signal.curve().samples(), sigma) : 0;
      if (signs[i] == 0) {
        throw Unsupported.operator(node);
      }
    }
    values.spend((long) signs.length * product.weights().size());
    return side(first, product, signs).with(Curve.of(sigma::value), number);
  }

  /** The activation without parameters that an input is; null if there is none. */
  private @Nullable Elementwise elementwise(OnnxNode node) {
    for (int i = 0; i < node.inputs().size(); i++) {
      Activation found =
          KnownActivations.find(values.function(node, i).curve().samples()).orElse(null);
      if (found instanceof Elementwise sigma) {
        return sigma;
      }
    }
    return null;
  }

  private static Signal side(Signal unit, Product product, double[] signs) {
    OnnxTensor row = product.weights();
    double[] rows = new double[signs.length * row.size()];
    for (int i = 0; i < signs.length; i++) {
      System.arraycopy(row.values(), 0, rows, i * row.size(), row.size());
    }
    OnnxTensor weights = new OnnxTensor(List.of(signs.length, row.size()), rows, row.bits());
    Affine one = unit.z().affine();
    Affine both =
        Affine.identity(signs.length)
            .times(one.factor(0))
            .plus(new double[] {one.offset(0)}, 1)
            .times(signs);
    Preactivation z = Preactivation.of(new Product(weights, product.below())).with(both);
    return Signal.of(z, unit.form().withLast(signs.length), unit.node());
  }
}
