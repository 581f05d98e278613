package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Elementary;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Activation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The cost C of one sample as a function of the output a and the target y; the loss of a batch is
 * its mean over the samples, weighted if the samples have weights.
 *
 * <p>Cross-entropy on its matching output (sigmoid or softmax) is computed from the logits, so that
 * loss and δ = a − y are exact at any saturation. On any other output a is clipped to [10⁻⁷, 1 −
 * 10⁻⁷], with gradient 0 where it is clipped, as in Keras.
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

  /** Binary exponent below which δ has lost bits to underflow. */
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
   * Whether an output activation matches this cost, so that loss and δ are computed from the
   * logits.
   */
  public boolean isMadeFor(Activation output) {
    return onLogitsOf(output) != null;
  }

  private @Nullable LogitCost onLogitsOf(Activation output) {
    return definition instanceof LogitCost cost && cost.isMadeFor(output) ? cost : null;
  }

  /** Whether it is a multiple of the sum of squared errors over the outputs. */
  public boolean isSquaredError() {
    return this == QUADRATIC || this == MEAN_SQUARED_ERROR;
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
   * @param losses receives the costs in the order of the batch
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
   * The smooth piece of the cost that each output of a batch is on, after a forward pass; null if
   * the cost is smooth.
   */
  public @Nullable Matrix pieces(Activation activation, LayerPass output, Matrix targets) {
    return isMadeFor(activation) ? null : definition.pieces(activation, output, targets);
  }

  /**
   * The loss of a batch, with each output on a given smooth piece of the cost, continued beyond its
   * bounds.
   *
   * @param pieces from {@link #pieces}, possibly at other parameters
   */
  public double lossOn(Matrix pieces, Activation activation, LayerPass output, Matrix targets) {
    double sum = 0;
    for (int j = 0; j < targets.columns(); j++) {
      sum += definition.lossOn(pieces, activation, output, targets, j);
    }
    return sum / targets.columns();
  }

  /** Whether the cost has a kink at this output, if it does not match the activation. */
  public boolean hasKinkAt(double a, double y) {
    return definition.hasKinkAt(a, y);
  }

  /**
   * Computes the weighted ∂C/∂uᴸ of every sample, which is δᴸ unless the logits are normalised
   * (BP1).
   */
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
   * Computes the tangent of ∂C/∂uᴸ. Requires back-propagation, with gradients whose exponents are
   * 0.
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
   * Computes δ from its logarithm for a batch that is correct beyond the range of doubles: at z =
   * 800 and y = 1 it is −e⁻⁸⁰⁰.
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
   * Computes ∂C/∂aᴸ if {@link #outputDelta} did not need it. It has an exponent: at z = 800 it is
   * e⁸⁰⁰.
   */
  void completeActivationGradient(Activation activation, Workspace pass) {
    LayerPass output = pass.output();
    Matrix targets = pass.targets();
    LogitCost made = onLogitsOf(activation);
    if (made == null) {
      return;
    }
    boolean inRange = made.activationGradientInRange(output, targets);
    double largest = inRange ? 0 : made.largestLogGradient(output.u(), targets);
    if (largest < CrossEntropy.SAFE_LOG) {
      pass.weighColumns(output.activationGradient());
      output.acceptActivationGradient(0);
    } else {
      int exponent = (int) (Math.min(largest, 1e8) / LN2);
      made.activationGradientFromLogits(output, targets, exponent);
      pass.weighColumns(output.activationGradient());
      output.acceptActivationGradient(exponent);
    }
  }

  /** A cost computed from the activations of the output layer. */
  interface OutputCost {

    /** The cost C of sample {@code j}. */
    double loss(Activation activation, LayerPass output, Matrix targets, int j);

    /** Writes ∂C/∂a of the batch to the layer's {@code activationGradient}. */
    void activationGradient(Activation activation, LayerPass output, Matrix targets);

    /** ∂²C/∂a² of one entry; 0 at a kink and where a is clipped. */
    double curvature(LayerPass output, Matrix targets, int i, int j);

    /** Whether C has no derivative at this output. */
    default boolean hasKinkAt(double a, double y) {
      return false;
    }

    /** The number of the smooth piece of C that each output is on; null if C is smooth. */
    default @Nullable Matrix pieces(Activation activation, LayerPass output, Matrix targets) {
      return null;
    }

    /** C of sample {@code j} with each output on a given piece. */
    default double lossOn(
        Matrix pieces, Activation activation, LayerPass output, Matrix targets, int j) {
      return loss(activation, output, targets, j);
    }
  }

  /** A cost that can also be computed from the logits of its matching output. */
  interface LogitCost extends OutputCost {

    /** Whether an output activation matches this cost. */
    boolean isMadeFor(Activation output);

    /** C of sample {@code j} from the logits, exact at any saturation. */
    double lossFromLogits(LayerPass output, Matrix targets, int j);

    /**
     * Writes ∂C/∂u of the batch, computed from the logits u, to the layer's {@code logitGradient}.
     */
    void deltaFromLogits(LayerPass output, Matrix targets);

    /** The factor s in ∂C/∂u = s·a − y of sample {@code j}. */
    double shareOfProbability(Matrix targets, int j);

    /** ln |δ| of one entry whose target is 0 or 1, at any saturation; NaN for other targets. */
    double logAbsDelta(Matrix z, Matrix targets, int i, int j);

    /** ln of the largest |∂C/∂a| of the batch, to within a few units. */
    double largestLogGradient(Matrix z, Matrix targets);

    /**
     * Writes ∂C/∂a of a batch in which neither a nor 1 − a is close to 0.
     *
     * @return whether the batch surely is one; if false, {@link #largestLogGradient} tells
     */
    boolean activationGradientInRange(LayerPass output, Matrix targets);

    /** Writes ∂C/∂a·2⁻ᵏ of the batch, computed from the logits; k is the exponent. */
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
