package dev.gradtrace.interchange.onnx;

import dev.gradtrace.interchange.onnx.Preactivation.Masked;
import dev.gradtrace.interchange.onnx.Preactivation.Normalized;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.Normalization.MovingVariance;
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operators of normalisation and dropout. */
final class NormalizationOperators {

  private static final double[] NONE = {};

  /** Default ε of LayerNormalization and RMSNormalization. */
  private static final double EPSILON = 1e-5;

  private final Evaluation values;

  NormalizationOperators(Evaluation values) {
    this.values = values;
  }

  /** The result of a node; null if its operator is none of these. */
  @Nullable GraphValue evaluate(OnnxNode node, int number) {
    return switch (node.operator()) {
      case "BatchNormalization" -> byMovingStatistics(node, number);
      case "LayerNormalization" ->
          bySample(node, number, epsilon -> new LayerNorm(epsilon, true, true));
      case "RMSNormalization", "SimplifiedLayerNormalization" ->
          bySample(node, number, epsilon -> new RmsNorm(epsilon, true));
      case "Dropout" -> masked(node, number);
      default -> null;
    };
  }

  private interface OfEpsilon {
    Normalization kind(double epsilon);
  }

  /** A normalisation over the units of each sample. */
  private Signal bySample(OnnxNode node, int number, OfEpsilon kind) {
    Signal signal = values.signal(node, 0);
    OnnxTensor scale = values.weights(node, 1);
    int width = signal.z().width() == 0 ? scale.size() : signal.z().width();
    long axis = node.integer("axis", -1);
    InvalidSpec.unless(
        (axis == -1 || axis == Math.max(signal.form().rank(), 2) - 1)
            && signal.form().isSurelyVectorsOf(width),
        "",
        "%s over axis %d of samples in %s is not over the units of a layer",
        node.title(),
        axis,
        signal.form());
    values.spend(4L * width);
    Signal normalized = of(kind.kind(epsilon(node, EPSILON, scale)), signal, width, number);
    Affine learnt = normalized.affine().times(signal.form().ofFeatures(scale, width));
    if (node.has(2)) {
      learnt = learnt.plus(signal.form().ofFeatures(values.weights(node, 2), width), 1);
    }
    return normalized.with(learnt, number);
  }

  /** A normalisation without γ and β. */
  static Signal of(Normalization kind, Signal signal, int width, int number) {
    return Signal.of(
        Preactivation.of(new Normalized(kind, NONE, NONE, signal), width), signal.form(), number);
  }

  /**
   * ε as ONNX Runtime uses it in models of 64 bits; in models of 32 bits the decimal that was
   * meant.
   */
  private static double epsilon(OnnxNode node, double otherwise, OnnxTensor beside) {
    float attribute = node.real("epsilon", otherwise);
    return beside.bits() == Double.SIZE ? attribute : OnnxNode.decimal(attribute);
  }

  /** A batch norm per unit; for channels of images, per-unit factors and terms. */
  private Signal byMovingStatistics(OnnxNode node, int number) {
    if (node.integer("training_mode", 0) != 0
        || node.outputs().stream().skip(1).anyMatch(o -> !o.isEmpty())) {
      throw Unsupported.training(node);
    }
    Signal signal = values.signal(node, 0);
    OnnxTensor variance = values.weights(node, 4);
    int width = Math.max(variance.size(), signal.z().width());
    values.spend(8L * width);
    double epsilon = OnnxNode.decimal(node.real("epsilon", EPSILON));
    double left = epsilon(node, EPSILON, variance) - epsilon;
    InvalidSpec.unless(
        Arrays.stream(variance.values()).allMatch(v -> v + epsilon >= 0),
        "",
        "%s has a variance below 0",
        node.title());
    double[] shifted = Arrays.stream(variance.values()).map(v -> Math.max(0, v + left)).toArray();
    double[] mean = ofChannels(values.weights(node, 3), signal);
    double[] spread = ofChannels(new OnnxTensor(variance.dims(), shifted, variance.bits()), signal);
    double[] gamma = ofChannels(values.weights(node, 1), signal);
    double[] beta = ofChannels(values.weights(node, 2), signal);
    double momentum = OnnxNode.decimal(node.real("momentum", 0.9));
    BatchNorm kind =
        new BatchNorm(
            momentum < 1 ? Math.max(momentum, 0) : BatchNorm.DEFAULT_MOMENTUM,
            epsilon,
            true,
            true,
            MovingVariance.POPULATION);
    Normalized normalized = new Normalized(kind, mean, spread, signal);
    if (signal.form().rank() > 2) {
      values.note(OnnxLayers.FOLDED);
      return signal.with(
          signal.affine().then(OnnxLayers.affine(normalized, width)).times(gamma).plus(beta, 1),
          number);
    }
    Signal core = Signal.of(Preactivation.of(normalized, width), signal.form(), number);
    return core.with(core.affine().times(gamma).plus(beta, 1), number);
  }

  /** Numbers per index of axis 1, repeated for each feature of the channel. */
  private static double[] ofChannels(OnnxTensor given, Signal signal) {
    int spatial = Math.max(0, signal.form().rank() - 2);
    if (spatial == 0) {
      return signal.form().ofFeatures(given, signal.z().width());
    }
    List<Integer> dims = new ArrayList<>(given.dims());
    dims.addAll(Collections.nCopies(spatial, 1));
    OnnxTensor ofAxis = new OnnxTensor(dims, given.values(), given.bits());
    return signal.form().ofFeatures(ofAxis, signal.z().width());
  }

  private GraphValue masked(OnnxNode node, int number) {
    if (node.has(2) && isTrue(values.tensor(node, 2))) {
      throw Unsupported.training(node);
    }
    if (!(values.input(node, 0) instanceof Signal signal)) {
      return values.input(node, 0);
    }
    double rate = rate(node);
    InvalidSpec.unless(
        rate >= 0 && rate < 1,
        "",
        "%s has a ratio that is not at least 0 and below 1",
        node.title());
    return rate == 0
        ? signal
        : Signal.of(
            Preactivation.of(new Masked(rate, signal), signal.z().width()), signal.form(), number);
  }

  private double rate(OnnxNode node) {
    if (!node.has(1)) {
      return OnnxNode.decimal(node.real("ratio", 0.5));
    }
    OnnxTensor ratio = values.tensor(node, 1);
    InvalidSpec.unless(ratio.size() == 1, "", "%s has not one ratio", node.title());
    double given = ratio.values()[0];
    return ratio.bits() == Double.SIZE ? given : OnnxNode.decimal((float) given);
  }

  private static boolean isTrue(OnnxTensor flag) {
    return Arrays.stream(flag.values()).anyMatch(value -> value != 0);
  }
}
