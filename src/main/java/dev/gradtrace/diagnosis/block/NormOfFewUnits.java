package dev.gradtrace.diagnosis.block;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Parts;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.PartCure;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.network.NormalizationPlace;
import dev.gradtrace.wording.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A normalisation over too few units: layer norm maps one unit to 0 and two to ±1, RMS norm maps
 * one to ±1. At most a sign then distinguishes samples.
 */
public final class NormOfFewUnits implements Examination {

  /** Fewest units of which layer norm leaves more than a sign. */
  private static final int ENOUGH = 3;

  /**
   * Fewest units of which RMS norm leaves more than a sign: it removes one degree of freedom, not
   * two.
   */
  private static final int ENOUGH_OF_RMS = 2;

  private static final int MORE_UNITS = 16;

  @Override
  public Outcome of(Evidence evidence) {
    NetworkSpec network = evidence.network();
    List<Integer> narrow =
        IntStream.range(1, network.depth())
            .filter(l -> isFew(network, NormalizationPlace.LAYER, l))
            .boxed()
            .toList();
    boolean input = isFew(network, NormalizationPlace.INPUT, 1);
    if (!network.isNormalized()) {
      return new Outcome.NotApplicable("nothing is normalised");
    }
    if (narrow.isEmpty() && !input) {
      return new Outcome.Clean(smallest(network), ENOUGH);
    }
    int units = input ? network.inputs() : fewest(network, narrow);
    if (!evidence.isStruggling()) {
      return Outcome.beyond(units, ENOUGH, "The network learns all the same.");
    }
    return PartCure.told(
            Symptom.of(Severity.ERROR, units, ENOUGH, explanation(network, narrow, input))
                .at(narrow.isEmpty() ? List.of(1) : narrow)
                .since(1L)
                .with("units", units)
                .curedBy(evidence, cures(evidence, narrow, input)))
        .unlessItHelps("Without this normalisation the job does not do better.");
  }

  private static boolean isFew(NetworkSpec network, NormalizationPlace place, int l) {
    Normalization norm = network.normalization(place, l);
    return norm != null && network.width(place, l) < enough(norm);
  }

  private static int enough(Normalization norm) {
    return norm instanceof LayerNorm ? ENOUGH : norm instanceof RmsNorm ? ENOUGH_OF_RMS : 0;
  }

  /** Fewest units that are normalised over, of the input and of hidden layers. */
  private static int smallest(NetworkSpec network) {
    IntStream hidden =
        IntStream.range(1, network.depth())
            .filter(l -> isOverUnits(network, NormalizationPlace.LAYER, l))
            .map(network::width);
    boolean input = isOverUnits(network, NormalizationPlace.INPUT, 1);
    return IntStream.concat(hidden, input ? IntStream.of(network.inputs()) : IntStream.empty())
        .min()
        .orElse(ENOUGH);
  }

  private static boolean isOverUnits(NetworkSpec network, NormalizationPlace place, int l) {
    Normalization norm = network.normalization(place, l);
    return norm != null && enough(norm) > 0;
  }

  private static int fewest(NetworkSpec network, List<Integer> layers) {
    return layers.stream().mapToInt(network::width).min().orElseThrow();
  }

  private static String explanation(NetworkSpec network, List<Integer> narrow, boolean input) {
    Normalization norm =
        input
            ? network.inputNormalization()
            : network.normalization(NormalizationPlace.LAYER, narrow.get(0));
    int units = input ? network.inputs() : network.width(narrow.get(0));
    return ("%s normalises %s of %s, over %s. %s: whatever a sample is, no more than that goes on, and"
            + " hardly any gradient passes back.")
        .formatted(
            label(norm),
            input ? "the input" : "the signal",
            input ? "the network" : Figures.layers(narrow),
            units == 1 ? "one unit" : units + " units",
            norm instanceof LayerNorm && units == 1
                ? "One unit is its own mean, so that û is 0 for every sample"
                : norm instanceof LayerNorm
                    ? "Two units are as far above as below their mean, so that û is (1, −1) or (−1, 1)"
                    : "One unit divided by its own size is a sign");
  }

  private static String label(@Nullable Normalization norm) {
    return norm == null ? "" : norm.label();
  }

  private static Cure[] cures(Evidence evidence, List<Integer> narrow, boolean input) {
    NetworkSpec network = evidence.network();
    List<Cure> cures = new ArrayList<>();
    NetworkSpec bare = Parts.withoutNormalization(narrow, network);
    cures.add(
        PartCure.network(
            "no normalisation there", evidence, input ? Parts.withInput(null, bare) : bare));
    if (!narrow.isEmpty() && narrow.stream().allMatch(l -> network.blockOf(l) == 0)) {
      cures.add(
          PartCure.network(
              MORE_UNITS + " units there",
              evidence,
              Parts.replaced(
                  narrow,
                  layer -> layer.withUnits(MORE_UNITS),
                  input ? Parts.withInput(null, network) : network)));
      cures.add(
          PartCure.network(
              MORE_UNITS + " units there, without normalisation",
              evidence,
              Parts.replaced(
                  narrow,
                  layer -> layer.withUnits(MORE_UNITS),
                  input ? Parts.withInput(null, bare) : bare)));
    }
    if (input) {
      cures.add(
          PartCure.network(
              "batch norm of the input", evidence, Parts.withInput(BatchNorm.DEFAULT, bare)));
    }
    return cures.toArray(Cure[]::new);
  }
}
