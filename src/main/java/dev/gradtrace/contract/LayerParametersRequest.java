package dev.gradtrace.contract;

import dev.gradtrace.contract.json.NumberTable;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(name = "LayerParameters", description = "Weights and biases of one layer.")
public record LayerParametersRequest(
    @Schema(description = "W: weights[unit][input], out × in.") NumberTable weights,
    @Schema(description = "b: one for each unit; absent or empty where the layer has none.")
        double @Nullable [] biases) {

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
              : faults.<Parameters.Layer>part(
                  Integer.toString(i), () -> layer.toSpec(network.layer(l), network.width(l - 1)));
      if (part != null) {
        parts.add(part);
      }
    }
    faults.throwIfAny();
    return Parameters.of(faults.need(parts.size() == layers.size() ? parts : null));
  }

  private Parameters.Layer toSpec(LayerSpec layer, int inputs) {
    Faults faults = new Faults();
    NumberTable rows = faults.need(weights);
    int units = layer.units();
    faults.unless(
        rows.rows() == units, "weights", "have %d rows, expected %d units", rows.rows(), units);
    faults.unless(
        rows.columns() == inputs,
        "weights/0",
        "has %d values, expected %d inputs",
        rows.columns(),
        inputs);
    double[] given = biases == null ? new double[0] : biases;
    boolean absent = given.length == 0 && !layer.useBias();
    faults.unless(
        absent || given.length == units,
        "biases",
        "have %d values, expected %d",
        given.length,
        units);
    faults.unless(
        layer.useBias() || Arrays.stream(given).allMatch(bias -> bias == 0),
        "biases",
        "must be absent, empty or zero, because the layer has none");
    faults.throwIfAny();
    return Parameters.Layer.ofRows(rows.toRows(), absent ? new double[units] : given);
  }
}
