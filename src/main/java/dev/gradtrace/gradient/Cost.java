package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Elementary;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Activation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The cost C of one sample as a function of the output a and the target y; the loss of a batch is
 * its mean over the samples, each times its weight where they have weights.
 *
 * <p>Cross-entropy on the output it was made for (sigmoid or softmax) is computed from the logits,
 * so that loss and δ = a − y are exact at any saturation. On any other output a is clipped to
 * [10⁻⁷, 1 − 10⁻⁷] and the gradient outside the clip is zero, as in Keras.
 */
public enum Cost {
  /** ½ Σ (a−y)². */
  QUADRATIC(new Residual.Quadratic()),
  /** Mean over the outputs of (a−y)². */
  MEAN_SQUARED_ERROR(new Residual.MeanSquared()),
  /** Mean over the outputs of |a−y|, with the subgradient 0 at 0. */
  MEAN_ABSOLUTE_ERROR(new Residual.MeanAbsolute()),
  /** −Σ [y ln a + (1−y) ln(1−a)]. */
  BINARY_CROSS_ENTROPY(new CrossEntropy.Binary()),
  /** −Σ y ln a. */
  CATEGORICAL_CROSS_ENTROPY(new CrossEntropy.Categorical());

  /** ln |∂C/∂a| above which its square would overflow. */
  private static final double SAFE_LOG = 300;

  /** Below it δ has lost bits, or all of them, to underflow. */
  private static final int SMALLEST_EXPONENT = -900;

  private static final double LN2 = 0.6931471805599453;

  private final OutputCost definition;

  Cost(OutputCost definition) {
    this.definition = definition;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether loss and δ are computed from the logits: the output is the one this cost is made for.
   */
  public boolean isMadeFor(Activation output) {
    return onLogitsOf(output) != null;
  }

  private @Nullable LogitCost onLogitsOf(Activation output) {
    return definition instanceof LogitCost cost && cost.isMadeFor(output) ? cost : null;
  }

  /** Whether targets must lie in [0, 1]. */
  public boolean wantsProbabilities() {
    return this == BINARY_CROSS_ENTROPY || wantsDistributions();
  }

  /** Whether the targets of a sample must sum to 1. */
  public boolean wantsDistributions() {
    return this == CATEGORICAL_CROSS_ENTROPY;
  }

  /**
   * The cost of every sample after a forward pass.
   *
   * @param losses receives them, in the order of the batch
   */
  public void losses(Activation activation, LayerPass output, Matrix targets, double[] losses) {
    LogitCost made = onLogitsOf(activation);
    for (int j = 0; j < targets.columns(); j++) {
      losses[j] =
          made == null
              ? definition.loss(activation, output, targets, j)
              : made.lossFromLogits(output, targets, j);
    }
  }

  /**
   * On which smooth piece of the cost each output of a batch is, after a forward pass; null where
   * the cost is smooth.
   */
  public @Nullable Matrix pieces(Activation activation, LayerPass output, Matrix targets) {
    return isMadeFor(activation) ? null : definition.pieces(activation, output, targets);
  }

  /**
   * The loss of a batch, each output of which is on a given piece of the cost, wherever it is now.
   *
   * @param pieces as {@link #pieces} gave them, maybe at other parameters
   */
  public double lossOn(Matrix pieces, Activation activation, LayerPass output, Matrix targets) {
    double sum = 0;
    for (int j = 0; j < targets.columns(); j++) {
      sum += definition.lossOn(pieces, activation, output, targets, j);
    }
    return sum / targets.columns();
  }

  /** Whether two pieces of the cost meet at an output that it is not made for. */
  public boolean hasKinkAt(double a, double y) {
    return definition.hasKinkAt(a, y);
  }

  /** ∂C/∂uᴸ of every sample, weighted: δᴸ where the logits are not normalised (BP1). */
  void outputDelta(Activation activation, Workspace pass) {
    LayerPass output = pass.output();
    Matrix targets = pass.targets();
    LogitCost made = onLogitsOf(activation);
    if (made == null) {
      definition.activationGradient(activation, output, targets);
      pass.weighColumns(output.activationGradient());
      output.scaleActivationGradientBy(0);
      output.pullBack(activation);
      return;
    }
    made.deltaFromLogits(output, targets);
    pass.weighColumns(output.logitGradient());
    output.acceptLogitGradient(0);
    if (output.uSignal().norm() == 0 || output.uSignal().exponent() < SMALLEST_EXPONENT) {
      rescueDelta(made, pass);
    }
  }

  /**
   * How ∂C/∂uᴸ changes when the activations do; the pass was back-propagated, and its gradients
   * carry no exponents.
   */
  void outputDeltaTangent(Activation activation, Workspace pass) {
    LayerPass output = pass.output();
    Matrix targets = pass.targets();
    LogitCost made = onLogitsOf(activation);
    Matrix tangent = output.sSignal().valueTangent();
    Matrix result =
        made == null ? output.sSignal().gradientTangent() : output.uSignal().gradientTangent();
    for (int j = 0; j < targets.columns(); j++) {
      for (int i = 0; i < targets.rows(); i++) {
        double curvature =
            made == null
                ? definition.curvature(output, targets, i, j)
                : made.shareOfProbability(targets, j);
        result.set(i, j, curvature * tangent.at(i, j));
      }
    }
    pass.weighColumns(result);
    if (made == null) {
      output.pullBackTangent(activation);
    }
  }

  /**
   * Forms δ of a batch that is right beyond the range of doubles from its logarithm: at z = 800 and
   * y = 1 it is −e⁻⁸⁰⁰.
   */
  private static void rescueDelta(LogitCost cost, Workspace pass) {
    LayerPass output = pass.output();
    Matrix targets = pass.targets();
    double largest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < targets.columns(); j++) {
      for (int i = 0; i < targets.rows(); i++) {
        largest = Math.max(largest, cost.logAbsDelta(output.u(), targets, i, j));
      }
    }
    int exponent = largest > -1e8 ? (int) (largest / LN2) : 0;
    if (exponent != 0) {
      for (int j = 0; j < targets.columns(); j++) {
        for (int i = 0; i < targets.rows(); i++) {
          double log = cost.logAbsDelta(output.u(), targets, i, j);
          double sign = targets.at(i, j) == 1 ? -1 : 1;
          output.logitGradient().set(i, j, sign * Elementary.exp(log, -exponent));
        }
      }
      pass.weighColumns(output.logitGradient());
      output.acceptLogitGradient(exponent);
    }
  }

  /**
   * Completes ∂C/∂aᴸ where {@link #outputDelta} did without it. It carries an exponent: at z = 800
   * it is e⁸⁰⁰.
   */
  void completeActivationGradient(Activation activation, Workspace pass) {
    LayerPass output = pass.output();
    Matrix targets = pass.targets();
    LogitCost made = onLogitsOf(activation);
    if (made == null) {
      return;
    }
    double largest = made.largestLogGradient(output.u(), targets);
    if (largest < SAFE_LOG) {
      made.activationGradientInRange(output, targets);
      pass.weighColumns(output.activationGradient());
      output.acceptActivationGradient(0);
    } else {
      int exponent = (int) (Math.min(largest, 1e8) / LN2);
      made.activationGradientFromLogits(output, targets, exponent);
      pass.weighColumns(output.activationGradient());
      output.acceptActivationGradient(exponent);
    }
  }

  /** A cost of the activations of the output layer, whatever their function. */
  interface OutputCost {

    /** C of sample {@code j} from the activations. */
    double loss(Activation activation, LayerPass output, Matrix targets, int j);

    /** ∂C/∂a of the batch from the activations, into the layer's {@code activationGradient}. */
    void activationGradient(Activation activation, LayerPass output, Matrix targets);

    /** ∂²C/∂a² of one entry; 0 at a kink and where a is clipped. */
    double curvature(LayerPass output, Matrix targets, int i, int j);

    /** Whether C has no derivative at this output. */
    default boolean hasKinkAt(double a, double y) {
      return false;
    }

    /** Numbers of the pieces of C that the outputs are on; null where C is smooth. */
    default @Nullable Matrix pieces(Activation activation, LayerPass output, Matrix targets) {
      return null;
    }

    /** C of sample {@code j} with each output on a given piece. */
    default double lossOn(
        Matrix pieces, Activation activation, LayerPass output, Matrix targets, int j) {
      return loss(activation, output, targets, j);
    }
  }

  /** A cost that can be computed from the logits of the output it is made for. */
  interface LogitCost extends OutputCost {

    /** Whether the output is the one this cost is made for. */
    boolean isMadeFor(Activation output);

    /** C of sample {@code j} from the logits z, exact at any saturation. */
    double lossFromLogits(LayerPass output, Matrix targets, int j);

    /** ∂C/∂u of the batch from the logits u, into the layer's {@code logitGradient}. */
    void deltaFromLogits(LayerPass output, Matrix targets);

    /** s in ∂C/∂u = s·a − y of sample {@code j}. */
    double shareOfProbability(Matrix targets, int j);

    /** ln |δ| of one entry whose target is 0 or 1, at any saturation; NaN for other targets. */
    double logAbsDelta(Matrix z, Matrix targets, int i, int j);

    /** ln of the largest |∂C/∂a| of the batch, to within a few units. */
    double largestLogGradient(Matrix z, Matrix targets);

    /** ∂C/∂a of a batch in which neither a nor 1 − a comes near the end of the range of doubles. */
    void activationGradientInRange(LayerPass output, Matrix targets);

    /** ∂C/∂a·2⁻ᵏ of the batch from the logits, k the exponent. */
    void activationGradientFromLogits(LayerPass output, Matrix targets, int exponent);
  }

  /** (s−y)·a − y·(1−a), which is s·a − y, exact where a rounds to 1 and y = s = 1. */
  static double scaledError(LayerPass output, double s, double y, int i, int j) {
    return Math.fma(s - y, output.a().at(i, j), -y * output.complement(i, j));
  }

  /** e^x·2⁻ᵏ + 2⁻ᵏ. */
  static double onePlusExp(double x, int k) {
    return Elementary.exp(x, -k) + Math.scalb(1.0, -k);
  }
}
