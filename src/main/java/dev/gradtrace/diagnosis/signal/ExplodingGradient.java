package dev.gradtrace.diagnosis.signal;

import dev.gradtrace.dataset.DatasetSummary.Column;
import dev.gradtrace.diagnosis.evidence.DataSummary;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Snapshot;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.theory.MeanFieldForecast;
import dev.gradtrace.theory.MeanFieldInputs;
import dev.gradtrace.wording.Figures;
import java.util.List;

/** δ, or the signal itself, grows by decades through the layers before the first step. */
public final class ExplodingGradient implements Examination {

  /** Total decades from which no learning rate suits all layers. */
  private static final double DECADES = 2;

  /** Decades per layer below which growth is due to a wide output, not to depth. */
  private static final double PER_LAYER = 0.15;

  @Override
  public Outcome of(Evidence evidence) {
    int layers = evidence.depth() - 1;
    if (layers < 2) {
      return new Outcome.NotApplicable("it takes two hidden layers");
    }
    Snapshot start = evidence.start();
    double backward = finite(-start.lostDecades());
    double forward = forward(start);
    double grown = Math.max(backward, forward);
    boolean grows = grown >= Math.max(DECADES, PER_LAYER * layers);
    if (!grows || !(evidence.isStruggling() || evidence.history().isBroken())) {
      return Outcome.silent(
          grown,
          DECADES,
          grows
              ? "The network learns all the same."
              : "For as many layers that is little: their widths do that, not their depth.");
    }
    Symptom symptom =
        Symptom.of(
                Severity.ERROR,
                grown,
                DECADES,
                ("Before the first step %s grows by %s decades over %s layers. A step that suits"
                        + " the last layer tears the first ones apart, or the other way round. The"
                        + " factor of every layer is σ′ times the weights; both must be such that it"
                        + " is about 1.")
                    .formatted(
                        backward >= forward
                            ? "δ, from the output to the first layer,"
                            : "the signal, from the input to the output,",
                        Figures.number(grown),
                        layers))
            .at(start.hidden(l -> true))
            .since(1L)
            .with("decadesOfDelta", backward)
            .with("decadesOfSignal", forward)
            .with("decadesDueToSlopes", -start.decadesLostToSlopes())
            .with("decadesDueToWeights", -start.decadesLostToWeights())
            .with("decadesDueToNormalizations", 0 - start.decadesLostToNormalizations())
            .with("decadesDueToJunctions", 0 - start.decadesLostBetweenLayers())
            .with("forecastPerLayer", -forecast(evidence));
    return symptom
        .unlessExplained()
        .curedBy(
            evidence,
            Cure.layers(
                "usual initial weights, zero biases, activations that do not amplify",
                evidence,
                Variations.tamed(evidence.network())),
            Cure.clipping(evidence));
  }

  private static double forward(Snapshot start) {
    double first = start.get(1, Metric.ACTIVATION_STD);
    double last = 0;
    for (int l = 2; l <= start.network().depth(); l++) {
      double std = start.get(l, Metric.PREACTIVATION_STD);
      last = Math.max(last, Double.isNaN(std) ? Double.POSITIVE_INFINITY : std);
    }
    return finite(Math.log10(last / first));
  }

  /** Decades limited to ±308, which stands for overflow; 0 for NaN. */
  private static double finite(double decades) {
    return Double.isNaN(decades) ? 0 : Math.max(-308, Math.min(308, decades));
  }

  private static double forecast(Evidence evidence) {
    List<Column> features = evidence.data().features();
    double mean = features.stream().mapToDouble(column -> column.mean()).average().orElse(0);
    double square =
        features.stream()
            .mapToDouble(column -> Math.pow(DataSummary.size(column), 2))
            .average()
            .orElse(1);
    return MeanFieldForecast.of(evidence.network(), MeanFieldInputs.of(mean, square))
        .slopes()
        .perLayer();
  }
}
