package dev.gradtrace.interchange.onnx;

import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.validation.InvalidSpec;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operators that layer and RMS norm are spelt out in: means over units, and what follows. */
final class MomentOperators {

  private static final String OTHER =
      "%s takes a mean or sum over units other than a normalisation does (LayerNorm, RMSNorm):"
          + " leave it out";

  private final Evaluation values;
  private final Map<Signal, Signal> squares = new IdentityHashMap<>();

  MomentOperators(Evaluation values) {
    this.values = values;
  }

  /** Remembers which signal a node squares, if it squares one. */
  void remember(OnnxNode node, @Nullable GraphValue result) {
    Signal signal = squared(node);
    if (signal != null && result instanceof Signal square) {
      squares.put(square, signal);
    }
  }

  private @Nullable Signal squared(OnnxNode node) {
    boolean mayBe = node.operator().equals("Mul") || node.operator().equals("Pow");
    if (!mayBe || node.inputs().size() != 2 || !(values.input(node, 0) instanceof Signal signal)) {
      return null;
    }
    GraphValue by = values.input(node, 1);
    boolean squares =
        node.operator().equals("Mul")
            ? by instanceof Signal other && signal.isSame(other)
            : by instanceof OnnxTensor power && power.size() == 1 && power.values()[0] == 2;
    return squares ? signal : null;
  }

  /** The value of a node; null if it has nothing to do with means over units. */
  @Nullable GraphValue evaluate(OnnxNode node, int number) {
    if (isSumOfProbabilities(node)) {
      return OnnxTensor.scalar(1);
    }
    boolean reduces = node.operator().equals("ReduceMean") || node.operator().equals("ReduceSum");
    boolean hasMoments =
        node.inputs().stream().anyMatch(name -> values.value(name) instanceof Moments);
    if (reduces && !(values.input(node, 0) instanceof OnnxTensor)) {
      return reduced(node);
    }
    Signal squared = squared(node);
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

  private boolean isSumOfProbabilities(OnnxNode node) {
    boolean sums = node.operator().equals("ReduceSum") || node.operator().equals("ReduceL1");
    return sums
        && values.input(node, 0) instanceof Signal signal
        && signal.sumsToOne()
        && isOverUnits(node, signal);
  }

  private @Nullable Moments result(OnnxNode node) {
    return switch (node.operator()) {
      case "Identity", "Cast" -> (Moments) values.input(node, 0);
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
      default -> null;
    };
  }

  /** What is kept above 0 so that it can be divided by. */
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

  /** An input beside moments: these, their signal, or constants. */
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

  /** The signal whose moments come in, which has to be one. */
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

  private Moments reduced(OnnxNode node) {
    GraphValue given = values.input(node, 0);
    Signal x = given instanceof Moments moments ? moments.x() : values.signal(node, 0);
    int width = x.z().width();
    InvalidSpec.unless(isOverUnits(node, x), "", OTHER, node.title());
    Moments mean = mean(given);
    return node.operator().equals("ReduceMean")
        ? mean
        : mean.times(Moments.constant(mean.x(), new double[] {width}));
  }

  private boolean isOverUnits(OnnxNode node, Signal x) {
    double[] axes = node.has(1) ? values.tensor(node, 1).values() : node.numbers("axes");
    int width = x.z().width();
    return axes.length == 1
        && (axes[0] == -1 || axes[0] == Math.max(x.form().rank(), 2) - 1)
        && node.integer("keepdims", 1) == 1
        && width > 0
        && x.form().isSurelyVectorsOf(width);
  }

  private Moments mean(GraphValue given) {
    if (given instanceof Moments moments) {
      return moments.averaged();
    }
    Signal signal = (Signal) given;
    Signal root = squares.get(signal);
    return root == null ? Moments.mean(signal) : Moments.meanSquare(root);
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
