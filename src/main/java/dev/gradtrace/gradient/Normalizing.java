package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.Standardization;
import dev.gradtrace.matrix.StandardizedLines;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.Normalization.MovingVariance;
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.network.NormalizationParameters;
import dev.gradtrace.network.NormalizationPlace;
import dev.gradtrace.network.Parameters;
import java.util.BitSet;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A normalisation with its γ and β.
 *
 * <pre>
 *   x̂        = (from − mean)·r,  r = 1/√(variance + ε)
 *   to       = γ·x̂ + β
 *   ∂C/∂γ    = mean of Σ ∂C/∂to·x̂
 *   ∂C/∂β    = mean of Σ ∂C/∂to
 *   ∂C/∂from = r·(p − mean p − x̂·mean(p·x̂)),  p = γ·∂C/∂to
 * </pre>
 *
 * The means run over the samples (batch norm) or the units (layer norm). RMS norm uses mean = 0 and
 * has no mean p; with moving statistics mean and r are constants, and ∂C/∂from = r·p.
 */
abstract sealed class Normalizing implements SignalOperation {

  final Signal from;
  final Signal to;
  final Matrix standardized;
  private final NormalizationPlace place;
  private final int layer;
  private final Matrix means;
  private final Matrix products;
  private @Nullable Matrix standardizedTangent;
  private @Nullable BitSet held;

  private Normalizing(Site site) {
    int units = site.from.value().rows();
    this.from = site.from;
    this.to = Signal.of(units, site.samples);
    this.standardized = Matrix.zeros(units, site.samples);
    this.place = site.place;
    this.layer = site.layer;
    this.means = Matrix.zeros(units, 1);
    this.products = Matrix.zeros(units, 1);
  }

  /**
   * The place of a normalisation.
   *
   * @param samples most samples of a batch
   * @param layer layer that holds its parameters
   */
  record Site(Signal from, int samples, NormalizationPlace place, int layer) {

    /** The operation of a kind of normalisation in a mode. */
    Normalizing with(Normalization kind, Mode mode) {
      if (kind instanceof BatchNorm norm) {
        return mode == Mode.TRAINING
            ? new ByBatch(this, norm)
            : new ByMovingStatistics(this, norm.epsilon());
      }
      if (kind instanceof LayerNorm norm) {
        return new BySample(this, norm.epsilon(), true);
      }
      if (kind instanceof RmsNorm norm) {
        return new BySample(this, norm.epsilon(), false);
      }
      throw new AssertionError(kind);
    }
  }

  /** Approximate bytes of an operation. */
  static long bytes(long units, long samples) {
    return Signal.bytes(units, samples) + Matrix.bytes(units, samples) + 5 * Matrix.bytes(units, 1);
  }

  /** Computes x̂ from the input. */
  abstract void standardize(NormalizationParameters parameters);

  /**
   * Computes ∂C/∂from.
   *
   * @param means over the samples of ∂C/∂to
   * @param products means over the samples of ∂C/∂to·x̂
   */
  abstract void pullBack(NormalizationParameters parameters, Matrix means, Matrix products);

  /**
   * The exponent to be taken out of the gradient before a multiplication by r that would leave the
   * range of doubles; mostly 0.
   */
  abstract int farExponent();

  /** The lines of x̂ that are 0 because r is 0, though other inputs would deviate. */
  abstract BitSet linesWithoutDeviation();

  /** Sets a line of x̂ to 0. */
  abstract void clearLine(int line);

  /** Keeps the lines of x̂ that are 0 for lack of deviation at 0 for any input, or ends that. */
  final void holdFlatLines(boolean hold) {
    BitSet lines = linesWithoutDeviation();
    held = hold && !lines.isEmpty() ? lines : null;
  }

  /** The lines that {@link #holdFlatLines} would keep. */
  final FlatLines flatLines() {
    return new FlatLines(layer, linesWithoutDeviation().cardinality());
  }

  /** Indices of zeros among the first {@code n} values. */
  static BitSet zeros(IntToDoubleFunction values, int n) {
    BitSet zeros = new BitSet(n);
    for (int k = 0; k < n; k++) {
      zeros.set(k, values.applyAsDouble(k) == 0);
    }
    return zeros;
  }

  /** Updates the moving statistics by those of the last batch. */
  void updateMovingStatistics(Parameters parameters) {}

  /** Sets the moving statistics to those of the last batch. */
  void replaceMovingStatistics(Parameters parameters) {}

  final NormalizationParameters of(Parameters parameters) {
    return parameters.normalization(place, layer);
  }

  @Override
  public final Signal to() {
    return to;
  }

  @Override
  public final void forward(Network network) {
    NormalizationParameters own = of(network.parameters());
    standardize(own);
    if (held != null) {
      held.stream().forEach(this::clearLine);
    }
    Standardization.scaleAndShift(standardized, own.gamma(), own.beta(), to.value());
  }

  @Override
  public final void pullBack(Network network, Parameters gradient) {
    to.shift(farExponent());
    Standardization.rowMeans(to.gradient(), standardized, means, products);
    pullBack(of(network.parameters()), means, products);
    from.accept(to.exponent());
    NormalizationParameters own = of(gradient);
    own.beta().set(means);
    own.beta().scaleByPowerOfTwo(to.exponent());
    own.gamma().set(products);
    own.gamma().scaleByPowerOfTwo(to.exponent());
  }

  @Override
  public final void forwardTangent(Network network, Parameters direction) {
    NormalizationParameters own = of(network.parameters());
    NormalizationParameters along = of(direction);
    Matrix tangent = standardizedTangent();
    standardizeTangent(tangent);
    Standardization.scaleAndShift(standardized, along.gamma(), along.beta(), to.valueTangent());
    Standardization.addScaledRows(tangent, own.gamma(), to.valueTangent());
  }

  @Override
  public final void pullBackTangent(Network network, Parameters direction, Parameters product) {
    NormalizationParameters own = of(network.parameters());
    Matrix p = Matrix.zeros(standardized.rows(), standardized.columns());
    Standardization.addScaledRows(to.gradient(), own.gamma(), p);
    Matrix pTangent = Matrix.zeros(standardized.rows(), standardized.columns());
    Standardization.addScaledRows(to.gradientTangent(), own.gamma(), pTangent);
    Standardization.addScaledRows(to.gradient(), of(direction).gamma(), pTangent);
    pullBackTangent(p, pTangent);
    NormalizationParameters mean = of(product);
    Standardization.rowMeans(to.gradient(), standardizedTangent(), means, mean.gamma());
    Standardization.rowMeans(to.gradientTangent(), standardized, mean.beta(), products);
    mean.gamma().add(1, products);
  }

  /** The tangent x̂′. */
  final Matrix standardizedTangent() {
    if (standardizedTangent == null || standardizedTangent.columns() != standardized.columns()) {
      standardizedTangent = Matrix.zeros(standardized.rows(), standardized.columns());
    }
    return standardizedTangent;
  }

  /** Computes x̂′ from the tangent of {@link #from}. */
  abstract void standardizeTangent(Matrix tangent);

  /** Computes the tangent of ∂C/∂from, given that of p = γ·∂C/∂to. */
  abstract void pullBackTangent(Matrix p, Matrix pTangent);

  final void standardizeTangent(StandardizedLines lines, double[] inverse, Matrix tangent) {
    lines.pushForward(standardized, inverse, from.valueTangent(), tangent);
  }

  final void pullBackTangent(StandardizedLines lines, double[] inverse, Matrix p, Matrix pTangent) {
    StandardizedLines.Change change =
        new StandardizedLines.Change(standardized, standardizedTangent(), from.valueTangent());
    lines.pullBack(change, inverse, from.gradient(), p, pTangent, from.gradientTangent());
  }

  @Override
  public void narrowTo(int samples) {
    to.narrowTo(samples);
    standardized.narrowTo(samples);
  }

  /** Batch norm in training. */
  private static final class ByBatch extends Normalizing {

    private final BatchNorm norm;
    private final Matrix mean;
    private final Matrix variance;
    private final Matrix inverse;

    private ByBatch(Site site, BatchNorm norm) {
      super(site);
      this.norm = norm;
      this.mean = Matrix.zeros(from.value().rows(), 1);
      this.variance = Matrix.zeros(from.value().rows(), 1);
      this.inverse = Matrix.zeros(from.value().rows(), 1);
    }

    @Override
    void standardize(NormalizationParameters parameters) {
      Standardization.rowMoments(from.value(), norm.epsilon(), mean, variance, inverse);
      Standardization.standardizeRows(from.value(), mean, inverse, standardized);
    }

    @Override
    void pullBack(NormalizationParameters parameters, Matrix means, Matrix products) {
      Standardization.pullBackRows(
          to.gradient(),
          standardized,
          parameters.gamma(),
          inverse,
          means,
          products,
          from.gradient());
    }

    /** A batch of one sample never deviates from its mean. */
    @Override
    BitSet linesWithoutDeviation() {
      return from.value().columns() == 1
          ? new BitSet()
          : zeros(unit -> inverse.at(unit, 0), inverse.rows());
    }

    @Override
    void clearLine(int unit) {
      for (int j = 0; j < standardized.columns(); j++) {
        standardized.set(unit, j, 0);
      }
    }

    @Override
    void standardizeTangent(Matrix tangent) {
      standardizeTangent(StandardizedLines.ROWS, inverse.toArray(), tangent);
    }

    @Override
    void pullBackTangent(Matrix p, Matrix pTangent) {
      pullBackTangent(StandardizedLines.ROWS, inverse.toArray(), p, pTangent);
    }

    @Override
    void updateMovingStatistics(Parameters parameters) {
      moveStatistics(parameters, norm.momentum());
    }

    @Override
    void replaceMovingStatistics(Parameters parameters) {
      moveStatistics(parameters, 0);
    }

    private void moveStatistics(Parameters parameters, double momentum) {
      NormalizationParameters own = of(parameters);
      int m = from.value().columns();
      double share = norm.movingVariance() == MovingVariance.SAMPLE && m > 1 ? m / (m - 1.0) : 1;
      Standardization.move(own.movingMean(), momentum, 1, mean);
      Standardization.move(own.movingVariance(), momentum, share, variance);
    }

    @Override
    int farExponent() {
      return Standardization.farExponent(inverse);
    }
  }

  /** Batch norm at inference. */
  private static final class ByMovingStatistics extends Normalizing {

    private final double epsilon;
    private final Matrix inverse;

    private ByMovingStatistics(Site site, double epsilon) {
      super(site);
      this.epsilon = epsilon;
      this.inverse = Matrix.zeros(from.value().rows(), 1);
    }

    @Override
    void standardize(NormalizationParameters parameters) {
      Matrix mean = parameters.movingMean();
      Standardization.inverseDeviations(mean, parameters.movingVariance(), epsilon, inverse);
      Standardization.standardizeRows(from.value(), mean, inverse, standardized);
    }

    @Override
    void pullBack(NormalizationParameters parameters, Matrix means, Matrix products) {
      Standardization.scaleRows(to.gradient(), parameters.gamma(), inverse, from.gradient());
    }

    @Override
    int farExponent() {
      return Standardization.farExponent(inverse);
    }

    /** The variance does not depend on the input. */
    @Override
    BitSet linesWithoutDeviation() {
      return new BitSet();
    }

    @Override
    void clearLine(int unit) {
      throw new IllegalStateException("held unit " + unit + " at moving statistics");
    }

    @Override
    void standardizeTangent(Matrix tangent) {
      tangent.fill(0);
      Standardization.addScaledRows(from.valueTangent(), inverse, tangent);
    }

    @Override
    void pullBackTangent(Matrix p, Matrix pTangent) {
      from.gradientTangent().fill(0);
      Standardization.addScaledRows(pTangent, inverse, from.gradientTangent());
    }
  }

  /** Layer norm and RMS norm, in either mode. */
  private static final class BySample extends Normalizing {

    private final double epsilon;
    private final boolean centred;
    private final double[] inverse;

    private BySample(Site site, double epsilon, boolean centred) {
      super(site);
      this.epsilon = epsilon;
      this.centred = centred;
      this.inverse = new double[site.samples];
    }

    @Override
    void standardize(NormalizationParameters parameters) {
      if (centred) {
        Standardization.standardizeColumns(from.value(), epsilon, inverse, standardized);
      } else {
        Standardization.scaleColumns(from.value(), epsilon, inverse, standardized);
      }
    }

    @Override
    void pullBack(NormalizationParameters parameters, Matrix means, Matrix products) {
      Standardization.pullBackColumns(
          to.gradient(), standardized, parameters.gamma(), inverse, centred, from.gradient());
    }

    @Override
    int farExponent() {
      return Standardization.farExponent(inverse, from.value().columns());
    }

    /** A single unit never deviates from its mean. */
    @Override
    BitSet linesWithoutDeviation() {
      return centred && from.value().rows() == 1
          ? new BitSet()
          : zeros(sample -> inverse[sample], from.value().columns());
    }

    @Override
    void clearLine(int sample) {
      for (int i = 0; i < standardized.rows(); i++) {
        standardized.set(i, sample, 0);
      }
    }

    @Override
    void standardizeTangent(Matrix tangent) {
      standardizeTangent(lines(), inverse, tangent);
    }

    @Override
    void pullBackTangent(Matrix p, Matrix pTangent) {
      pullBackTangent(lines(), inverse, p, pTangent);
    }

    private StandardizedLines lines() {
      return centred ? StandardizedLines.COLUMNS : StandardizedLines.UNCENTRED_COLUMNS;
    }
  }
}
