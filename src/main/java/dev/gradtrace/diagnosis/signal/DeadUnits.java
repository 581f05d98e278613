package dev.gradtrace.diagnosis.signal;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Onset;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Snapshot;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.wording.Figures;
import java.util.List;
import java.util.stream.IntStream;

/** Rectifiers whose σ′ is 0 for every sample, so that they cannot recover. */
public final class DeadUnits implements Examination {

  /** Share of a layer that may be dead in a network that learns badly. */
  private static final double MAX_SHARE_OF_STRUGGLING = 0.4;

  /** Share of a layer that may be dead in any network. */
  private static final double MAX_SHARE = 0.8;

  @Override
  public Outcome of(Evidence evidence) {
    NetworkSpec network = evidence.network();
    if (network.layers().stream().noneMatch(layer -> layer.activation() == Elementwise.RELU)) {
      return new Outcome.NotApplicable("there are no rectifiers");
    }
    Snapshot end = evidence.end();
    double largest =
        IntStream.rangeClosed(1, network.depth()).mapToDouble(l -> dead(end, l)).max().orElse(0);
    double threshold = evidence.isStruggling() ? MAX_SHARE_OF_STRUGGLING : MAX_SHARE;
    if (largest < threshold) {
      return new Outcome.Clean(largest, threshold);
    }
    List<Integer> where =
        IntStream.rangeClosed(1, network.depth())
            .filter(l -> dead(end, l) >= threshold)
            .boxed()
            .toList();
    NetworkSpec leaky =
        Variations.hidden(
            network, layer -> Variations.wellStarted(layer.withActivation(Variations.LEAKY)));
    Symptom symptom =
        Symptom.of(
                largest >= MAX_SHARE && evidence.isStruggling() ? Severity.ERROR : Severity.WARNING,
                largest,
                threshold,
                ("In %s up to %s of the rectifiers have z ≤ 0 on each of %s samples. Their output and"
                        + " their derivative are 0 there, so that no gradient reaches their weights: they"
                        + " are dead. Large negative biases, large steps and unfit initial weights kill"
                        + " units; an activation that leaks below 0 lets them recover.")
                    .formatted(Figures.layers(where), Figures.percent(largest), end.samples()))
            .at(where)
            .since(Onset.of(evidence, where, Metric.DEAD_FRACTION, threshold))
            .with("deadAtStart", evidence.start().get(where.get(0), Metric.DEAD_FRACTION))
            .with("deadNow", largest);
    Cure leaks = Cure.layers("leaky_relu in the hidden layers", evidence, leaky);
    if (evidence.isStruggling()) {
      symptom =
          symptom.curedBy(evidence, leaks, Cure.usualStart(evidence), Cure.rate(evidence, 0.1));
    } else {
      Trial trial = evidence.trials().onOthers(leaks.change());
      symptom = symptom.curedBy(leaks, trial);
      if (!symptom.helps() || !evidence.attains(trial.there())) {
        return symptom.of(Severity.INFO);
      }
    }
    return where.stream().anyMatch(l -> dead(evidence.start(), l) == 1)
        ? symptom.asFact()
        : symptom;
  }

  private static double dead(Snapshot layers, int l) {
    return layers.network().layer(l).activation() == Elementwise.RELU
        ? layers.get(l, Metric.DEAD_FRACTION)
        : 0;
  }
}
