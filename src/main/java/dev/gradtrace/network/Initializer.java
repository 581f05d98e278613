package dev.gradtrace.network;

import dev.gradtrace.matrix.Decompositions;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.Locale;

/** The distribution of initial weights or biases of a layer. */
public sealed interface Initializer {

  String label();

  /**
   * Overwrites {@code target}, fanOut×fanIn for weights and fanOut×1 for biases.
   *
   * @param fanIn number of inputs of the layer
   * @param random the layer's own stream
   */
  void fill(Matrix target, int fanIn, RandomStream random);

  /** The expected value of an entry. */
  default double mean() {
    return 0;
  }

  /**
   * The variance of an entry of a matrix.
   *
   * @param rows fanOut
   * @param columns fanIn for weights, 1 for biases
   * @param fanIn number of inputs of the layer
   */
  double variance(int rows, int columns, int fanIn);

  /** A constant; {@code zeros} and {@code ones} are the usual two. */
  record Constant(double value) implements Initializer {

    public static final Constant ZEROS = new Constant(0);
    public static final Constant ONES = new Constant(1);

    public Constant {
      InvalidSpec.unless(Double.isFinite(value), "value", "must be finite, was %s", value);
    }

    @Override
    public String label() {
      return value == 0 ? "zeros" : value == 1 ? "ones" : "constant";
    }

    @Override
    public void fill(Matrix target, int fanIn, RandomStream random) {
      target.fill(value);
    }

    @Override
    public double mean() {
      return value;
    }

    @Override
    public double variance(int rows, int columns, int fanIn) {
      return 0;
    }
  }

  /**
   * N(mean, stddev²), not truncated.
   *
   * @param mean finite
   * @param stddev finite, at least 0
   */
  record Normal(double mean, double stddev) implements Initializer {

    public static final double DEFAULT_MEAN = 0;

    /** The default of Keras' {@code RandomNormal}. */
    public static final double DEFAULT_STDDEV = 0.05;

    public Normal {
      Faults faults = new Faults();
      faults.unless(Double.isFinite(mean), "mean", "must be finite, was %s", mean);
      faults.unless(
          Double.isFinite(stddev) && stddev >= 0,
          "stddev",
          "must be finite and at least 0, was %s",
          stddev);
      faults.throwIfAny();
    }

    @Override
    public String label() {
      return "normal";
    }

    @Override
    public void fill(Matrix target, int fanIn, RandomStream random) {
      target.fillWith(() -> Math.fma(stddev, random.gaussian(), mean));
    }

    @Override
    public double variance(int rows, int columns, int fanIn) {
      return stddev * stddev;
    }
  }

  /**
   * Uniform in [low, high).
   *
   * @param low finite
   * @param high finite, at least {@code low}
   */
  record Uniform(double low, double high) implements Initializer {

    /** The default of Keras' {@code RandomUniform}. */
    public static final double DEFAULT_LOW = -0.05;

    public static final double DEFAULT_HIGH = 0.05;

    public Uniform {
      Faults faults = new Faults();
      faults.unless(Double.isFinite(low), "low", "must be finite, was %s", low);
      faults.unless(
          Double.isFinite(high) && high >= low,
          "high",
          "must be finite and at least low = %s, was %s",
          low,
          high);
      faults.throwIfAny();
    }

    @Override
    public String label() {
      return "uniform";
    }

    @Override
    public void fill(Matrix target, int fanIn, RandomStream random) {
      target.fillWith(() -> random.uniform(low, high));
    }

    @Override
    public double mean() {
      return low / 2 + high / 2;
    }

    @Override
    public double variance(int rows, int columns, int fanIn) {
      double width = high - low;
      return width * width / 12;
    }
  }

  /** Mean 0 and a variance that depends on the layer's shape; normal variants are not truncated. */
  enum VarianceScaling implements Initializer {
    LECUN_NORMAL(false),
    LECUN_UNIFORM(true),
    GLOROT_NORMAL(false),
    GLOROT_UNIFORM(true),
    HE_NORMAL(false),
    HE_UNIFORM(true),
    /** Uniform in ±1/√fanIn: PyTorch's default for weights and biases of a linear layer. */
    TORCH_LINEAR(true);

    private final boolean uniform;

    VarianceScaling(boolean uniform) {
      this.uniform = uniform;
    }

    /**
     * 1/fanIn (LeCun et al. 1998), 2/(fanIn+fanOut) (Glorot and Bengio 2010), 2/fanIn (He et al.
     * 2015), 1/(3·fanIn) (PyTorch).
     */
    @Override
    public double variance(int rows, int columns, int fanIn) {
      return switch (this) {
        case LECUN_NORMAL, LECUN_UNIFORM -> 1.0 / fanIn;
        case GLOROT_NORMAL, GLOROT_UNIFORM -> 2.0 / ((double) fanIn + rows);
        case HE_NORMAL, HE_UNIFORM -> 2.0 / fanIn;
        case TORCH_LINEAR -> 1.0 / (3.0 * fanIn);
      };
    }

    @Override
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void fill(Matrix target, int fanIn, RandomStream random) {
      double variance = variance(target.rows(), target.columns(), fanIn);
      if (uniform) {
        double limit = Math.sqrt(3 * variance);
        target.fillWith(() -> random.uniform(-limit, limit));
      } else {
        double stddev = Math.sqrt(variance);
        target.fillWith(() -> stddev * random.gaussian());
      }
    }
  }

  /**
   * A random matrix with orthonormal rows or columns (Saxe et al. 2014), times a gain.
   *
   * @param gain finite; every singular value is |gain|
   */
  record Orthogonal(double gain) implements Initializer {

    public static final double DEFAULT_GAIN = 1;

    public Orthogonal {
      InvalidSpec.unless(Double.isFinite(gain), "gain", "must be finite, was %s", gain);
    }

    @Override
    public String label() {
      return "orthogonal";
    }

    @Override
    public void fill(Matrix target, int fanIn, RandomStream random) {
      target.set(Decompositions.randomOrthogonal(target.rows(), target.columns(), random));
      target.scale(gain);
    }

    @Override
    public double variance(int rows, int columns, int fanIn) {
      return gain * gain / Math.max(rows, columns);
    }
  }
}
