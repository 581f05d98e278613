package dev.gradtrace.contract.parameters;

import dev.gradtrace.contract.json.NumberTable;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.NormalizationParameters;
import dev.gradtrace.network.NormalizationPlace;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@Schema(name = "LayerParameters", description = "Weights and biases of one layer.")
public record LayerParametersRequest(
    @Schema(description = "W: weights[unit][input], out × in.") NumberTable weights,
    @Schema(description = "b: one for each unit; absent or empty where the layer has none.")
        double @Nullable [] biases,
    @Schema(description = "Of the layer's own normalisation. Default: as at the start.")
        @Nullable NormalizationParametersRequest normalization,
    @Schema(
            description =
                "Of the normalisation of a block: at its first layer where that stands before, at its"
                    + " last where it stands after. Default: as at the start.")
        @Nullable NormalizationParametersRequest blockNormalization,
    @Schema(
            description =
                "Of the normalisation of the inputs; at layer 1. Default: as at the start.")
        @Nullable NormalizationParametersRequest inputNormalization) {

  /** The parameters of a whole network, layers 1…L. */
  public static Parameters toSpec(List<LayerParametersRequest> layers, NetworkSpec network) {
    InvalidSpec.unless(
        layers.size() == network.depth(),
        "",
        "hold %d layers, the network has %d",
        layers.size(),
        network.depth());
    Faults faults = new Faults();
    List<Parameters.Layer> parts = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      int l = i + 1;
      LayerParametersRequest layer = layers.get(i);
      Parameters.Layer part =
          layer == null
              ? null
              : faults.<Parameters.Layer>part(Integer.toString(i), () -> layer.toSpec(network, l));
      if (part != null) {
        parts.add(part);
      }
    }
    faults.throwIfAny();
    return Parameters.of(faults.need(parts.size() == layers.size() ? parts : null));
  }

  private Parameters.Layer toSpec(NetworkSpec network, int l) {
    Faults faults = new Faults();
    double[][] rows =
        faults.part("", weights, given -> weights(given, network.width(l), network.width(l - 1)));
    double[] values = faults.<double[]>part("", () -> biases(network.layer(l)));
    Map<NormalizationPlace, NormalizationParameters> norms =
        faults.<Map<NormalizationPlace, NormalizationParameters>>part(
            "", () -> normalizations(network, l));
    faults.throwIfAny();
    return new Parameters.Layer(
        Matrix.ofRows(faults.need(rows)),
        Matrix.ofColumns(network.width(l), faults.need(values)),
        faults.need(norms));
  }

  private static double[][] weights(NumberTable given, int units, int inputs) {
    Faults faults = new Faults();
    faults.unless(
        given.rows() == units, "weights", "have %d rows, expected %d units", given.rows(), units);
    faults.unless(
        given.columns() == inputs,
        "weights/0",
        "has %d values, expected %d inputs",
        given.columns(),
        inputs);
    faults.throwIfAny();
    return given.toRows();
  }

  private double[] biases(LayerSpec layer) {
    Faults faults = new Faults();
    double[] given = biases == null ? new double[0] : biases;
    boolean absent = given.length == 0 && !layer.useBias();
    faults.unless(
        absent || given.length == layer.units(),
        "biases",
        "have %d values, expected %d",
        given.length,
        layer.units());
    faults.unless(
        layer.useBias() || Arrays.stream(given).allMatch(bias -> bias == 0),
        "biases",
        "must be absent, empty or zero, because the layer has none");
    faults.throwIfAny();
    return absent ? new double[layer.units()] : given;
  }

  private Map<NormalizationPlace, NormalizationParameters> normalizations(
      NetworkSpec network, int l) {
    Faults faults = new Faults();
    Map<NormalizationPlace, NormalizationParameters> found =
        new EnumMap<>(NormalizationPlace.class);
    for (NormalizationPlace place : NormalizationPlace.values()) {
      NormalizationParametersRequest given = given(place);
      Normalization kind = network.normalization(place, l);
      faults.unless(
          given == null || kind != null,
          member(place),
          "is of no use, nothing is normalised there");
      if (kind != null) {
        NormalizationParameters numbers =
            faults.<NormalizationParameters>part(
                member(place), () -> numbers(given, kind, network.width(place, l)));
        if (numbers != null) {
          found.put(place, numbers);
        }
      }
    }
    faults.throwIfAny();
    return found;
  }

  private static NormalizationParameters numbers(
      @Nullable NormalizationParametersRequest given, Normalization kind, int units) {
    return given == null ? NormalizationParameters.initial(units) : given.toSpec(kind, units);
  }

  private @Nullable NormalizationParametersRequest given(NormalizationPlace place) {
    return switch (place) {
      case INPUT -> inputNormalization;
      case BLOCK -> blockNormalization;
      case LAYER -> normalization;
    };
  }

  private static String member(NormalizationPlace place) {
    return switch (place) {
      case INPUT -> "inputNormalization";
      case BLOCK -> "blockNormalization";
      case LAYER -> "normalization";
    };
  }
}
