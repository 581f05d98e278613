package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.ShortRuns;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.network.NetworkSpec;
import java.util.List;
import java.util.stream.IntStream;

/** Weights or biases that start far too large or too small, where better ones would help. */
final class PoorInitialization implements Examination {

  /** Decades by which the product over the layers may be off. */
  private static final double OFF = 0.5;

  /** Share of the changed run's fit that the run must miss, in (0, 1). */
  private static final double IMPROVEMENT = 0.2;

  @Override
  public Outcome of(Evidence evidence) {
    double off = off(evidence);
    if (off < OFF || !evidence.isStruggling()) {
      return new Outcome.Clean(off, OFF);
    }
    NetworkSpec better = Variations.wellStarted(evidence.network());
    ShortRuns.Comparison trial =
        evidence.shortRuns().of("start", evidence.spec().withNetwork(better));
    if (trial == null || trial.improvement() < IMPROVEMENT) {
      return new Outcome.Clean(off, OFF);
    }
    List<Integer> where =
        IntStream.rangeClosed(1, evidence.depth())
            .filter(l -> offAt(evidence, l) > OFF / 2)
            .boxed()
            .toList();
    return Symptom.of(
            Severity.WARNING,
            off,
            OFF,
            ("Initial weights or biases of %s are off by %s decades from what keeps signals and"
                    + " gradients at one size through the layers. The same job from usual initial"
                    + " weights and zero biases reaches a fit of %s instead of %s after %s epochs.")
                .formatted(
                    Wording.layers(where),
                    Wording.number(off),
                    Wording.number(trial.there()),
                    Wording.number(trial.here()),
                    trial.epochs()))
        .at(where)
        .since(1L)
        .with("fit", trial.here())
        .with("fitFromUsualWeights", trial.there())
        .curedBy(Remedy.layers("usual initial weights, zero biases", evidence.spec(), better));
  }

  /** Decades by which the layers together are off. */
  private static double off(Evidence evidence) {
    return IntStream.rangeClosed(1, evidence.depth()).mapToDouble(l -> offAt(evidence, l)).sum();
  }

  /** Decades by which a layer's weights, or the mean of its z, are off. */
  private static double offAt(Evidence evidence, int l) {
    NetworkSpec network = evidence.network();
    int fanIn = network.width(l - 1);
    double usual =
        Variations.initializerFor(network.layer(l).activation())
            .variance(network.width(l), fanIn, fanIn);
    double norm = evidence.start().get(l, Metric.WEIGHT_NORM);
    double actual = norm * norm / ((double) fanIn * network.width(l));
    double weights = actual == 0 ? 2 : Math.max(0, Math.abs(Math.log10(actual / usual)) / 2 - 0.3);
    double bias = evidence.initial().biases(l).norm() / Math.sqrt(network.width(l));
    return weights + Math.max(0, Math.log10(bias));
  }
}
