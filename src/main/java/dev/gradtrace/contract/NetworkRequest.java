package dev.gradtrace.contract;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "Network",
    description =
        "A feed-forward network: inputs, then layers 1…L. Answers echo it in effective form: defaults"
            + " filled in, repeat expanded, parameterCount added.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NetworkRequest(
    @Schema(description = "Number of input features n⁰.", minimum = "1", example = "2")
        Integer inputs,
    @Schema(description = "Layers 1…L in forward order; the last is the output layer.")
        @Size(min = 1) List<LayerRequest> layers,
    @Schema(description = "How weights start where a layer does not say. Default glorot_uniform.")
        @Nullable InitializerRequest weightInitializer,
    @Schema(description = "How biases start where a layer does not say. Default zeros.")
        @Nullable InitializerRequest biasInitializer,
    @Schema(
            description =
                "Number of weights and biases; filled in by answers and ignored in requests, so that an"
                    + " echoed network can be sent again.")
        @Nullable Long parameterCount) {

  public NetworkSpec toSpec(Limits limits) {
    Faults faults = new Faults();
    if (inputs != null) {
      Limits.range(faults, "inputs", inputs, limits.units());
    }
    Initializer weights =
        requireNonNullElse(
            faults.part("weightInitializer", weightInitializer, InitializerRequest::toSpec),
            Initializer.VarianceScaling.GLOROT_UNIFORM);
    Initializer biases =
        requireNonNullElse(
            faults.part("biasInitializer", biasInitializer, InitializerRequest::toSpec),
            Initializer.Constant.ZEROS);
    List<LayerRequest> requested = faults.need(layers);
    refuseTooMany(requested, faults, limits);
    List<LayerSpec> specs = new ArrayList<>();
    boolean complete = true;
    long count = Math.min(requested.size(), limits.layers() + 1L);
    for (int i = 0; i < count && !faults.areMost(); i++) {
      LayerRequest layer = requested.get(i);
      LayerSpec spec =
          layer == null
              ? null
              : faults.<LayerSpec>part("layers/" + i, () -> layer.toSpec(weights, biases, limits));
      complete &= spec != null;
      if (spec != null && faults.none()) {
        specs.addAll(Collections.nCopies(layer.times(), spec));
      }
    }
    faults.throwIfAny();
    NetworkSpec spec = new NetworkSpec(faults.need(inputs), faults.need(complete ? specs : null));
    InvalidSpec.unless(
        spec.parameterCount() <= limits.parameters(),
        "layers",
        "make %d weights and biases, at most %d are allowed",
        spec.parameterCount(),
        limits.parameters());
    return spec;
  }

  private static void refuseTooMany(List<LayerRequest> layers, Faults faults, Limits limits) {
    faults.unless(!layers.isEmpty(), "layers", "must hold at least the output layer");
    long count =
        layers.stream().mapToLong(layer -> layer == null ? 1 : Math.max(1, layer.times())).sum();
    boolean oneAlone = layers.stream().anyMatch(l -> l != null && l.times() > limits.layers());
    faults.unless(
        count <= limits.layers() + 1L || oneAlone,
        "layers",
        "are %d after repeat, at most %d and the output layer are allowed",
        count,
        limits.layers());
  }

  public static NetworkRequest of(NetworkSpec network) {
    List<LayerRequest> layers = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) {
      layers.add(LayerRequest.of(network.layer(l)));
    }
    return new NetworkRequest(network.inputs(), layers, null, null, network.parameterCount());
  }
}
