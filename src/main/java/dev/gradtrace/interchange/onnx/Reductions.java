package dev.gradtrace.interchange.onnx;

import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operators that compute means and sums over the units of each sample. */
final class Reductions {

  static final String OTHER =
      "%s takes a mean or sum over units other than a normalisation does (LayerNorm, RMSNorm):"
          + " leave it out";

  private final Evaluation values;
  private final Map<Signal, Signal> squares = new IdentityHashMap<>();

  Reductions(Evaluation values) {
    this.values = values;
  }

  /** Remembers the signal that a node squares, if it does. */
  void remember(OnnxNode node, @Nullable GraphValue result) {
    Signal signal = squared(node);
    if (signal != null && result instanceof Signal square) {
      squares.put(square, signal);
    }
  }

  /** The signal that a node squares; null if it does not. */
  @Nullable Signal squared(OnnxNode node) {
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

  /** The result of a node; null if its operator is none of these, or it reduces a constant. */
  @Nullable GraphValue evaluate(OnnxNode node) {
    boolean sums = node.operator().equals("ReduceSum") || node.operator().equals("ReduceL1");
    if (sums
        && values.input(node, 0) instanceof Signal signal
        && signal.sumsToOne()
        && isOverUnits(node, signal)) {
      return OnnxTensor.scalar(1);
    }
    return switch (node.operator()) {
      case "ReduceMean" -> isOfConstant(node) ? null : mean(node);
      case "ReduceSum" -> isOfConstant(node) ? null : sum(mean(node));
      case "ReduceSumSquare" -> isOfConstant(node) ? null : sum(meanSquare(node));
      default -> null;
    };
  }

  private boolean isOfConstant(OnnxNode node) {
    return values.input(node, 0) instanceof OnnxTensor;
  }

  private static Moments sum(Moments mean) {
    return mean.times(Moments.constant(mean.x(), new double[] {mean.x().z().width()}));
  }

  private Moments mean(OnnxNode node) {
    GraphValue given = reduced(node);
    if (given instanceof Moments moments) {
      return moments.averaged();
    }
    Signal signal = (Signal) given;
    Signal root = squares.get(signal);
    return root == null ? Moments.mean(signal) : Moments.meanSquare(root);
  }

  private Moments meanSquare(OnnxNode node) {
    if (!(reduced(node) instanceof Moments moments)) {
      return Moments.meanSquare((Signal) reduced(node));
    }
    values.spend(2L * moments.size() * moments.terms().size());
    return moments.times(moments).averaged();
  }

  /** The operand of a reduction, a signal or its moments, which must be over the units. */
  private GraphValue reduced(OnnxNode node) {
    GraphValue given = values.input(node, 0);
    Signal x = given instanceof Moments moments ? moments.x() : values.signal(node, 0);
    InvalidSpec.unless(isOverUnits(node, x), "", OTHER, node.title());
    return given;
  }

  private boolean isOverUnits(OnnxNode node, Signal x) {
    double[] axes = node.has(1) ? values.tensor(node, 1).values() : node.numbers("axes");
    boolean keeps = node.integer("keepdims", 1) == 1;
    int width = x.z().width();
    if (x.form().rank() > 2 && x.form().hasSamplesInAxis(1)) {
      return width > 0
          && x.form().sampleFrom(2) == width
          && Arrays.equals(axes, x.form().axesBut(1));
    }
    return axes.length == 1
        && (axes[0] == -1 || axes[0] == Math.max(x.form().rank(), 2) - 1)
        && keeps
        && width > 0
        && x.form().isSurelyVectorsOf(width);
  }
}
