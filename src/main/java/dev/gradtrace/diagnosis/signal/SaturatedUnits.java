package dev.gradtrace.diagnosis.signal;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Onset;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.wording.Figures;
import java.util.List;

/** Hidden units at the ends of σ for most samples, where σ′ is almost 0. */
public final class SaturatedUnits implements Examination {

  /** Share of a layer that may be saturated in a network that learns badly. */
  private static final double SHARE = 0.5;

  /**
   * Share from which a layer is a fixed step function from the start, whatever the others learn.
   */
  private static final double BLIND = 0.9;

  /** Magnitude of a feature that may saturate a layer with usual weights. */
  private static final double LARGE = 2;

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
    boolean blind = bounded.stream().anyMatch(l -> atStart(evidence, l) > BLIND);
    if (!(largest >= SHARE) || !(blind || evidence.isStruggling())) {
      return Outcome.silent(largest, SHARE, "The network learns all the same.");
    }
    List<Integer> where = bounded.stream().filter(l -> saturated(evidence, l) >= SHARE).toList();
    Symptom symptom =
        Symptom.of(
                Severity.WARNING,
                largest,
                SHARE,
                ("In %s up to %s of the activations lie where σ′ is below 5 %% of its maximum. A change of"
                        + " their weights changes nothing, so hardly any gradient passes them. Inputs,"
                        + " weights or biases of that layer are too large.")
                    .formatted(Figures.layers(where), Figures.percent(largest)))
            .at(where)
            .since(Onset.of(evidence, where, Metric.SATURATED_FRACTION, SHARE))
            .with("saturatedAtStart", atStart(evidence, where.get(0)))
            .with("saturatedNow", evidence.end().get(where.get(0), Metric.SATURATED_FRACTION))
            .curedBy(evidence, Cure.usualStart(evidence));
    if (evidence.data().largestFeature() > LARGE) {
      symptom = symptom.curedBy(evidence, Cure.scaledInputs(evidence));
    }
    return !evidence.isStruggling()
        ? symptom.unlessItHelps("The network learns all the same.")
        : blind ? symptom.unlessExplained() : symptom;
  }

  private static double atStart(Evidence evidence, int l) {
    return evidence.start().get(l, Metric.SATURATED_FRACTION);
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
