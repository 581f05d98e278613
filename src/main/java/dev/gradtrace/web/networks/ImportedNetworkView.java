package dev.gradtrace.web.networks;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.contract.Limits;
import dev.gradtrace.contract.NetworkRequest;
import dev.gradtrace.contract.parameters.ParametersView;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.interchange.ImportedNetwork;
import dev.gradtrace.network.NormalizationParameters;
import dev.gradtrace.network.Parameters;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "ImportedNetwork",
    description =
        "A network of another tool; network and parameters can be sent as they stand wherever they are asked for.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportedNetworkView(
    NetworkRequest network,
    @Schema(
            description =
                "Weights and biases of layers 1…L; absent where only the architecture was given.")
        @Nullable List<ParametersView> parameters,
    @Schema(
            description =
                "What is done to the inputs before layer 1; absent where that is nothing, or has"
                    + " become part of the parameters.")
        @Nullable InputScalingView inputScaling,
    @Schema(description = "Where the network is not quite what was meant there; for people.")
        List<String> notes) {

  private static final String BELOW_ZERO =
      "The file has moving variances below 0, which no training makes: the root of such a one, and all that comes of it at inference, is no number.";

  @Schema(name = "InputScaling", description = "(x − shift)·factor, feature by feature.")
  record InputScalingView(
      @Schema(description = "What is subtracted from each feature.") double[] shift,
      @Schema(description = "What each feature is multiplied with then.") double[] factor) {

    static @Nullable InputScalingView of(Scaling.@Nullable Fitted scaling) {
      return scaling == null ? null : new InputScalingView(scaling.shift(), scaling.factor());
    }
  }

  /**
   * @throws dev.gradtrace.validation.InvalidSpec if the network is larger than is allowed
   */
  static ImportedNetworkView of(ImportedNetwork imported, Limits limits) {
    NetworkRequest network = NetworkRequest.of(imported.network());
    network.toSpec(limits);
    Parameters parameters = imported.parameters();
    return new ImportedNetworkView(
        network,
        parameters == null ? null : ParametersView.of(imported.network(), parameters),
        InputScalingView.of(imported.scaling()),
        parameters == null ? imported.notes() : notes(imported.notes(), parameters));
  }

  private static List<String> notes(List<String> notes, Parameters parameters) {
    boolean isOdd =
        parameters.layers().stream()
            .flatMap(layer -> layer.normalizations().values().stream())
            .anyMatch(NormalizationParameters::hasVarianceBelowZero);
    return isOdd ? Stream.concat(notes.stream(), Stream.of(BELOW_ZERO)).toList() : notes;
  }
}
