package dev.gradtrace.interchange.onnx;

import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.validation.InvalidSpec;
import org.jspecify.annotations.Nullable;

/**
 * The operators that a decomposed layer or RMS norm consists of: means over units and what follows.
 */
final class MomentOperators {

  private static final String OTHER = Reductions.OTHER;

  private final Evaluation values;
  private final Reductions reductions;

  MomentOperators(Evaluation values) {
    this.values = values;
    this.reductions = new Reductions(values);
  }

  /** Remembers the signal that a node squares, if it does. */
  void remember(OnnxNode node, @Nullable GraphValue result) {
    reductions.remember(node, result);
  }

  /** The result of a node; null if it has nothing to do with means over units. */
  @Nullable GraphValue evaluate(OnnxNode node, int number) {
    GraphValue reduced = reductions.evaluate(node);
    if (reduced != null) {
      return reduced;
    }
    boolean hasMoments =
        node.inputs().stream().anyMatch(name -> values.value(name) instanceof Moments);
    Signal squared = reductions.squared(node);
    if (squared != null && !squared.isFunction()) {
      return Moments.of(squared).times(Moments.of(squared));
    }
    if (!hasMoments) {
      return null;
    }
    Moments result = result(node);
    if (result == null) {
      throw InvalidSpec.meaningless("", OTHER, node.title());
    }
    values.spend(result.size());
    Moments.Normal normal = result.normal();
    return normal == null ? result : settled(result.x(), normal, number);
  }

  private @Nullable Moments result(OnnxNode node) {
    return switch (node.operator()) {
      case "Identity", "Cast", "Squeeze", "Unsqueeze", "Reshape" -> moments(node, 0);
      case "Add" -> moments(node, 0).plus(moments(node, 1), 1);
      case "Sub" -> moments(node, 0).plus(moments(node, 1), -1);
      case "Mul" -> product(moments(node, 0), moments(node, 1));
      case "Div" -> product(moments(node, 0), moments(node, 1).reciprocal());
      case "Neg" ->
          moments(node, 0).times(Moments.constant(moments(node, 0).x(), new double[] {-1}));
      case "Reciprocal" -> moments(node, 0).reciprocal();
      case "Sqrt" -> moments(node, 0).root();
      case "Pow" -> power(node);
      case "Max" -> positive(node);
      case "BatchNormalization" -> normalized(node);
      default -> null;
    };
  }

  /** The moments after Max or Clip with a tiny lower bound, which protects a division. */
  private @Nullable Moments positive(OnnxNode node) {
    boolean isLeast =
        node.inputs().size() == 2
            && values.input(node, 1) instanceof OnnxTensor bound
            && bound.size() == 1
            && bound.values()[0] >= 0
            && bound.values()[0] <= Float.MIN_NORMAL;
    return isLeast ? moments(node, 0) : null;
  }

  private Moments product(Moments a, Moments b) {
    values.spend(a.size() * b.terms().size() + b.size() * a.terms().size());
    return a.times(b);
  }

  private @Nullable Moments power(OnnxNode node) {
    OnnxTensor exponent = values.tensor(node, 1);
    double power = exponent.size() == 1 ? exponent.values()[0] : Double.NaN;
    Moments base = moments(node, 0);
    if (power == 2) {
      return product(base, base);
    }
    if (power == 0.5) {
      return base.root();
    }
    return power == -0.5 ? base.root().reciprocal() : power == -1 ? base.reciprocal() : null;
  }

  /** An input as moments: moments of the signal, the signal itself, or a constant. */
  private Moments moments(OnnxNode node, int i) {
    GraphValue value = values.input(node, i);
    if (value instanceof Moments moments) {
      return moments;
    }
    Signal x = signal(node);
    if (value instanceof OnnxTensor constant) {
      values.spend(constant.size());
      return Moments.constant(x, x.form().ofFeatures(constant, x.z().width()));
    }
    InvalidSpec.unless(value instanceof Signal signal && signal.isSame(x), "", OTHER, node.title());
    return Moments.of(x);
  }

  /** The signal whose moments are combined; all inputs must have the same. */
  private Signal signal(OnnxNode node) {
    Signal x = null;
    for (int i = 0; i < node.inputs().size(); i++) {
      if (values.input(node, i) instanceof Moments moments) {
        InvalidSpec.unless(x == null || x.isSame(moments.x()), "", OTHER, node.title());
        x = moments.x();
      }
    }
    if (x == null) {
      throw InvalidSpec.meaningless("", OTHER, node.title());
    }
    return x;
  }

  /**
   * A batch norm over the samples of a batch as channels, which is how TensorFlow computes layer
   * norm.
   */
  private @Nullable Moments normalized(OnnxNode node) {
    OnnxTensor gamma = values.weights(node, 1);
    OnnxTensor beta = values.weights(node, 2);
    Moments x = moments(node, 0);
    if (gamma.size() != 1 || beta.size() != 1 || !x.x().form().hasSamplesInAxis(1)) {
      return null;
    }
    double epsilon = OnnxNode.decimal(node.real("epsilon", 1e-5));
    Moments deviation = moments(node, 4).plus(constant(x, epsilon), 1).root();
    Moments centred = x.plus(moments(node, 3), -1);
    return product(product(centred, deviation.reciprocal()), constant(x, gamma.values()[0]))
        .plus(constant(x, beta.values()[0]), 1);
  }

  private static Moments constant(Moments beside, double number) {
    return Moments.constant(beside.x(), new double[] {number});
  }

  private static Signal settled(Signal x, Moments.Normal normal, int number) {
    double epsilon = normal.spread().epsilon();
    int width = x.z().width();
    Signal core =
        NormalizationOperators.of(
            normal.spread().isCentred()
                ? new LayerNorm(epsilon, true, true)
                : new RmsNorm(epsilon, true),
            x,
            width,
            number);
    double[] factor = normal.factor();
    double[] offset = normal.offset();
    Affine learnt = factor == null ? core.affine() : core.affine().times(factor);
    return core.with(offset == null ? learnt : learnt.plus(offset, 1), number);
  }
}
