package dev.gradtrace.contract.parameters;

import dev.gradtrace.contract.Forms;
import dev.gradtrace.contract.Forms.Form;
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

@Forms({@Form("weights"), @Form("kernel")})
@Schema(name = "LayerParameters", description = "Weights and biases of one layer.")
public record LayerParametersRequest(
    @Schema(description = "W: weights[unit][input], out × in.") @Nullable NumberTable weights,
    @Schema(description = "Wᵀ: kernel[input][unit], in × out, as Keras has it.")
        @Nullable NumberTable kernel,
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

  /** The parameters of a network, layers 1…L. */
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
    Matrix rows = faults.<Matrix>part("", () -> weights(network.width(l), network.width(l - 1)));
    double[] values = faults.<double[]>part("", () -> biases(network.layer(l)));
    Map<NormalizationPlace, NormalizationParameters> norms =
        faults.<Map<NormalizationPlace, NormalizationParameters>>part(
            "", () -> normalizations(network, l));
    faults.throwIfAny();
    return new Parameters.Layer(
        faults.need(rows),
        Matrix.ofColumns(network.width(l), faults.need(values)),
        faults.need(norms));
  }

  private Matrix weights(int units, int inputs) {
    if (weights != null && kernel != null) {
      throw InvalidSpec.malformed("kernel", "must be absent beside weights");
    }
    if (weights != null) {
      requireShape("weights", weights, new Axis(units, "units"), new Axis(inputs, "inputs"));
      return Matrix.ofRows(weights.toRows());
    }
    if (kernel != null) {
      requireShape("kernel", kernel, new Axis(inputs, "inputs"), new Axis(units, "units"));
      return Matrix.ofSamples(kernel.toRows());
    }
    throw InvalidSpec.malformed("", "must hold weights or kernel");
  }

  /** Number and meaning of the rows or columns of a table. */
  private record Axis(int size, String of) {}

  private static void requireShape(String name, NumberTable given, Axis rows, Axis columns) {
    Faults faults = new Faults();
    faults.unless(
        given.rows() == rows.size,
        name,
        "have %d rows, expected %d %s",
        given.rows(),
        rows.size,
        rows.of);
    faults.unless(
        given.columns() == columns.size,
        name + "/0",
        "has %d values, expected %d %s",
        given.columns(),
        columns.size,
        columns.of);
    faults.throwIfAny();
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
