package dev.gradtrace.diagnosis.signal;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Snapshot;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.wording.Figures;
import org.jspecify.annotations.Nullable;

/** δ shrinks by decades from the output to layer 1, and the network does not learn. */
public final class VanishingGradient implements Examination {

  /** Total decades: layer 1 learns thirty times slower than the output. */
  private static final double DECADES = 1.5;

  /** Decades before the first step that need no trial: a thousand times slower. */
  private static final double CONCLUSIVE = 3;

  @Override
  public Outcome of(Evidence evidence) {
    int hidden = evidence.depth() - 1;
    if (hidden < 2) {
      return new Outcome.NotApplicable("it takes two hidden layers");
    }
    Snapshot start = evidence.start();
    double lost = lost(start);
    Snapshot layers = start;
    if (lost < DECADES && lost(evidence.end()) >= DECADES) {
      layers = evidence.end();
      lost = lost(layers);
    }
    if (lost == Double.POSITIVE_INFINITY) {
      return new Outcome.NotApplicable(
          "δ of the first layer is exactly 0: a layer above it is dead, and nothing shrinks");
    }
    if (!(lost >= DECADES)) {
      return new Outcome.Clean(lost, DECADES);
    }
    if (!evidence.isStruggling()) {
      return Outcome.beyond(lost, DECADES, "The network learns all the same.");
    }
    double slopes = layers.decadesLostToSlopes();
    double weights = layers.decadesLostToWeights();
    double normalizations = layers.decadesLostToNormalizations();
    double between = layers.decadesLostBetweenLayers();
    double whole = slopes + weights + normalizations + between;
    NetworkSpec cured =
        Variations.hidden(
            evidence.network(),
            layer -> Variations.wellStarted(layer.withActivation(Elementwise.RELU)));
    Symptom symptom =
        Symptom.of(Severity.ERROR, lost, DECADES, explanation(evidence, layers))
            .at(layers.hidden(l -> true))
            .since(firstStep(evidence.trace()))
            .with("slopePerLayer", layers.statistics().slopePerLayer())
            .with("decadesLostToSlopes", slopes)
            .with("decadesLostToWeights", weights)
            .with("decadesLostToNormalizations", normalizations)
            .with("decadesLostBetweenLayers", between)
            .with("shareOfSlopes", slopes / whole)
            .with("shareOfWeights", weights / whole)
            .with("otherCostCures", false)
            .curedBy(
                evidence,
                Cure.layers("relu with He initialisation", evidence, cured),
                Cure.layers(
                    "batch norm before the activation of hidden layers",
                    evidence,
                    Variations.batchNormalized(evidence.network())),
                Cure.layers("fewer layers", evidence, Variations.shallower(evidence.network())));
    return lost(start) >= CONCLUSIVE ? symptom.unlessExplained() : symptom;
  }

  private static double lost(Snapshot layers) {
    double lost = layers.lostDecades();
    return Double.isNaN(lost) ? Double.NEGATIVE_INFINITY : lost;
  }

  private static String explanation(Evidence evidence, Snapshot layers) {
    boolean sigmoids =
        evidence.network().layers().stream()
            .limit(evidence.depth() - 1L)
            .anyMatch(layer -> layer.activation() == Elementwise.SIGMOID);
    Cost other = evidence.cost().isSquaredError() ? Cost.BINARY_CROSS_ENTROPY : Cost.QUADRATIC;
    double slope = layers.statistics().slopePerLayer();
    return ("δ shrinks by %s decades from the output to layer 1, %s per layer: the first layers hardly"
            + " learn while the last ones do. Of the decades, %s are lost in σ′%s%s and %s in the"
            + " weights. Another cost, such as %s, does not cure this: the cost enters only at the"
            + " output, δᴸ, and every layer below multiplies by the same factors.")
        .formatted(
            Figures.number(lost(layers)),
            Figures.number(slope > 0 ? slope : lost(layers) / (evidence.depth() - 1)),
            Figures.number(layers.decadesLostToSlopes()),
            sigmoids ? ", which for a sigmoid is at most ¼," : "",
            besideSlopesAndWeights(layers),
            Figures.number(layers.decadesLostToWeights()),
            other.label());
  }

  private static String besideSlopesAndWeights(Snapshot layers) {
    return layers.network().isPlain()
        ? ""
        : ", %s in normalisations before σ, %s between the layers (skips, dropout, normalisations"
                .formatted(
                    Figures.number(layers.decadesLostToNormalizations()),
                    Figures.number(layers.decadesLostBetweenLayers()))
            + " after σ)";
  }

  /** The first recorded step at which δ shrinks that much; null if there is none. */
  private static @Nullable Long firstStep(GradientTrace trace) {
    if (trace.size() == 0) {
      return null;
    }
    double[] first = trace.series(1, Metric.DELTA_LOG10);
    double[] last = trace.series(trace.network().depth(), Metric.DELTA_LOG10);
    for (int i = 0; i < first.length; i++) {
      if (last[i] - first[i] >= DECADES) {
        return trace.steps()[i];
      }
    }
    return null;
  }
}
