package dev.gradtrace.diagnosis;

import dev.gradtrace.gradient.Metric;
import java.util.List;

/** Hidden units pinned at the ends of σ on most samples, where σ′ is next to 0. */
final class SaturatedUnits implements Examination {

  private static final double SHARE = 0.5;

  @Override
  public Outcome of(Evidence evidence) {
    List<Integer> bounded =
        evidence
            .end()
            .hidden(l -> evidence.network().layer(l).activation().saturatingSlope().isPresent());
    if (bounded.isEmpty()) {
      return new Outcome.NotApplicable("no hidden layer has a bounded activation");
    }
    double largest = bounded.stream().mapToDouble(l -> saturated(evidence, l)).max().orElse(0);
    if (!(largest >= SHARE) || !evidence.isStruggling()) {
      return new Outcome.Clean(largest, SHARE);
    }
    List<Integer> where = bounded.stream().filter(l -> saturated(evidence, l) >= SHARE).toList();
    return Symptom.of(
            Severity.WARNING,
            largest,
            SHARE,
            ("In %s up to %s of the activations lie where σ′ is below 5 %% of its maximum. A change of"
                    + " their weights changes nothing, so hardly any gradient passes them. Inputs,"
                    + " weights or biases of that layer are too large.")
                .formatted(Wording.layers(where), Wording.percent(largest)))
        .at(where)
        .with("saturatedAtStart", evidence.start().get(where.get(0), Metric.SATURATED_FRACTION))
        .with("saturatedNow", evidence.end().get(where.get(0), Metric.SATURATED_FRACTION))
        .curedBy(
            Remedies.layers(
                "usual initial weights, zero biases",
                evidence.spec(),
                Variations.wellStarted(evidence.network())),
            Remedies.scaledInputs());
  }

  private static double saturated(Evidence evidence, int l) {
    return evidence
        .snapshots()
        .mapToDouble(layers -> layers.get(l, Metric.SATURATED_FRACTION))
        .filter(Double::isFinite)
        .max()
        .orElse(0);
  }
}
