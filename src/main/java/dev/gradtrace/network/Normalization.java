package dev.gradtrace.network;

import dev.gradtrace.validation.Faults;
import java.util.Locale;

/**
 * A normalisation of a signal to mean 0 and variance 1 (or mean square 1), followed by a learnt
 * scale γ and shift β: û = (x − mean)/√(variance + ε), u = γ·û + β.
 */
public sealed interface Normalization {

  /** The name in requests and responses, as in Keras or PyTorch. */
  String label();

  /** ε, added to the variance before the root, at least 0. */
  double epsilon();

  /** Whether β is learnt; else β = 0. */
  boolean center();

  /** Whether γ is learnt; else γ = 1. */
  boolean scale();

  /** Number of trainable parameters for {@code units} units. */
  default long parameterCount(int units) {
    return (center() ? units : 0L) + (scale() ? units : 0L);
  }

  /** The variance of a batch of m samples that enters the moving variance. */
  enum MovingVariance {
    /** Σ(x − mean)²/m, as Keras. */
    POPULATION,
    /** Σ(x − mean)²/(m − 1), as PyTorch; 0 for a batch of one. */
    SAMPLE;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Normalises each unit over the samples of the batch; at inference by moving statistics (Ioffe
   * and Szegedy 2015).
   *
   * @param momentum weight of the old value in the moving statistics, in [0, 1)
   */
  record BatchNorm(
      double momentum, double epsilon, boolean center, boolean scale, MovingVariance movingVariance)
      implements Normalization {

    public static final double DEFAULT_MOMENTUM = 0.99;
    public static final double DEFAULT_EPSILON = 0.001;

    /** Keras' defaults. */
    public static final BatchNorm DEFAULT =
        new BatchNorm(DEFAULT_MOMENTUM, DEFAULT_EPSILON, true, true, MovingVariance.POPULATION);

    public BatchNorm {
      Faults faults = new Faults();
      faults.unless(
          momentum >= 0 && momentum < 1,
          "momentum",
          "must be at least 0 and below 1, was %s",
          momentum);
      requireEpsilon(faults, epsilon);
      faults.throwIfAny();
    }

    @Override
    public String label() {
      return "batch_norm";
    }
  }

  /** Normalises each sample over its units (Ba et al. 2016). */
  record LayerNorm(double epsilon, boolean center, boolean scale) implements Normalization {

    public static final double DEFAULT_EPSILON = 0.001;

    /** Keras' defaults. */
    public static final LayerNorm DEFAULT = new LayerNorm(DEFAULT_EPSILON, true, true);

    public LayerNorm {
      Faults faults = new Faults();
      requireEpsilon(faults, epsilon);
      faults.throwIfAny();
    }

    @Override
    public String label() {
      return "layer_norm";
    }
  }

  /** Divides each sample by the root mean square of its units (Zhang and Sennrich 2019). */
  record RmsNorm(double epsilon, boolean scale) implements Normalization {

    public static final double DEFAULT_EPSILON = 1e-6;

    /** Keras' defaults. */
    public static final RmsNorm DEFAULT = new RmsNorm(DEFAULT_EPSILON, true);

    public RmsNorm {
      Faults faults = new Faults();
      requireEpsilon(faults, epsilon);
      faults.throwIfAny();
    }

    @Override
    public String label() {
      return "rms_norm";
    }

    @Override
    public boolean center() {
      return false;
    }
  }

  private static void requireEpsilon(Faults faults, double epsilon) {
    faults.unless(
        Double.isFinite(epsilon) && epsilon >= 0,
        "epsilon",
        "must be finite and at least 0, was %s",
        epsilon);
  }
}
