package dev.gradtrace.diagnosis.signal;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.diagnosis.learning.TooFewEpochs;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.wording.Figures;
import java.util.List;
import java.util.stream.IntStream;

/** Initial weights or biases are far too large or too small, and better ones help. */
public final class PoorInitialization implements Examination {

  /** Decades by which the product over the layers may deviate. */
  private static final double OFF = 0.5;

  /** Fewest weights whose mean is meaningful. */
  private static final int ENOUGH = 8;

  @Override
  public Outcome of(Evidence evidence) {
    double off = off(evidence);
    if (off < OFF) {
      return new Outcome.Clean(off, OFF);
    }
    if (!evidence.isStruggling() && !TooFewEpochs.endsEarly(evidence)) {
      return Outcome.beyond(off, OFF, "The network learns all the same.");
    }
    NetworkSpec better = Variations.wellStarted(evidence.network());
    Trial trial = evidence.trials().of(evidence.change(better));
    if (!trial.isMade()) {
      return Outcome.without(trial, OFF);
    }
    boolean together =
        IntStream.rangeClosed(1, evidence.depth()).noneMatch(l -> offAt(evidence, l) > OFF / 2);
    List<Integer> where =
        IntStream.rangeClosed(1, evidence.depth())
            .filter(l -> offAt(evidence, l) > OFF / 2 || l < evidence.depth() && together)
            .boxed()
            .toList();
    Symptom symptom =
        Symptom.of(
                Severity.WARNING,
                off,
                OFF,
                ("Initial weights or biases of %s are off by %s decades from what keeps signals and"
                        + " gradients at one size through the layers%s. The same job from usual initial"
                        + " weights and zero biases reaches %s after %s epochs.")
                    .formatted(
                        Figures.layers(where),
                        Figures.number(off),
                        oneSign(evidence)
                            ? "; weights of one sign add every layer up instead of weighing one unit"
                                + " against another"
                            : isOfPyTorch(evidence)
                                ? ": PyTorch's default start, U(±1/√fan-in), has a variance of 1/(3·fan-in),"
                                    + " so that every layer of a deep chain makes the signal smaller"
                                : "",
                        Figures.fit(trial.there(), trial.here()),
                        trial.epochs()))
            .at(where)
            .since(1L)
            .with("fit", trial.here())
            .with("fitFromUsualWeights", trial.there())
            .curedBy(evidence, Cure.usualStart(evidence));
    return symptom.unlessItHelps("From usual weights", trial);
  }

  /** Total deviation of the layers in decades, or the accumulated one if larger. */
  private static double off(Evidence evidence) {
    double alone =
        IntStream.rangeClosed(1, evidence.depth()).mapToDouble(l -> offAt(evidence, l)).sum();
    return Math.max(alone, addedUp(evidence));
  }

  /**
   * Accumulated deviation in decades, minus one, of layers whose weights each are close to the
   * usual size.
   */
  private static double addedUp(Evidence evidence) {
    double sum =
        IntStream.range(1, evidence.depth())
            .filter(l -> evidence.start().get(l, Metric.WEIGHT_NORM) > 0)
            .filter(l -> evidence.network().layer(l).normalizationBeforeActivation() == null)
            .mapToDouble(l -> weightsOffAt(evidence, l))
            .sum();
    return Math.max(0, Math.abs(sum) - 1);
  }

  /** log₁₀ of the ratio of a layer's weights to the usual size. */
  private static double weightsOffAt(Evidence evidence, int l) {
    NetworkSpec network = evidence.network();
    int fanIn = network.width(l - 1);
    double usual =
        Variations.initializerFor(network.layer(l).activation())
            .variance(network.width(l), fanIn, fanIn);
    double norm = evidence.start().get(l, Metric.WEIGHT_NORM);
    return Math.log10(norm * norm / ((double) fanIn * network.width(l)) / usual) / 2;
  }

  private static boolean isOfPyTorch(Evidence evidence) {
    return evidence.spec().parameters() == null
        && evidence.network().layers().stream()
            .limit(Math.max(1, evidence.depth() - 1L))
            .allMatch(
                layer -> layer.weightInitializer() == Initializer.VarianceScaling.TORCH_LINEAR);
  }

  /** Deviation of a layer in decades: of its weights, or of the mean of z. */
  private static double offAt(Evidence evidence, int l) {
    NetworkSpec network = evidence.network();
    double weights =
        evidence.start().get(l, Metric.WEIGHT_NORM) == 0
            ? 2
            : Math.max(0, Math.abs(weightsOffAt(evidence, l)) - 0.3);
    double bias = evidence.initial().biases(l).norm() / Math.sqrt(network.width(l));
    return weights + Math.max(0, Math.log10(bias)) + Math.max(0, sided(evidence, l));
  }

  private static boolean oneSign(Evidence evidence) {
    return IntStream.rangeClosed(1, evidence.depth()).anyMatch(l -> sided(evidence, l) > OFF / 2);
  }

  /**
   * log₁₀ of √(fan-in)·|mean|/std of a layer's weights, at most 2: how much their common mean
   * outweighs their differences; 0 for too few weights.
   */
  private static double sided(Evidence evidence, int l) {
    Matrix weights = evidence.initial().weights(l);
    long entries = (long) weights.rows() * weights.columns();
    if (entries < ENOUGH || weights.columns() < 2) {
      return 0;
    }
    double mean = weights.sum() / entries;
    double square = weights.norm() * weights.norm() / entries;
    double variance = Math.max(0, square - mean * mean);
    if (mean * mean <= variance) {
      return 0;
    }
    double ratio = Math.sqrt(weights.columns()) * Math.abs(mean) / Math.sqrt(variance);
    return Math.min(2, Math.log10(ratio));
  }
}
