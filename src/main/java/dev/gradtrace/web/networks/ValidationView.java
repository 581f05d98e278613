package dev.gradtrace.web.networks;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.Limits;
import dev.gradtrace.contract.json.Body;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.InvalidSpec;
import dev.gradtrace.web.problem.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

@Schema(name = "Validation", description = "Whether a network can be trained as asked.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ValidationView(
    @Schema(description = "Whether nothing is wrong.") boolean valid,
    @Schema(
            description =
                "Number of parameters that are trained; absent where the network is invalid.")
        @Nullable Long parameterCount,
    @Schema(description = "Layers 1…L after repeat; absent where the network is invalid.")
        @Nullable List<LayerView> layers,
    @Schema(description = "Every fault that was found; empty where the request is valid.")
        List<Problem.Error> errors) {

  @Schema(name = "LayerShape", description = "The shape of one layer.")
  record LayerView(
      @Schema(description = "Number of the layer, 1…L.") int layer,
      @Schema(description = "Number of inputs of each neuron.") int inputs,
      @Schema(description = "Number of neurons.") int units,
      @Schema(description = "Name of the activation.") String activation,
      @Schema(
              description =
                  "Number of the residual block around it, 1, 2, …; null outside of blocks.")
          @JsonInclude(JsonInclude.Include.ALWAYS)
          @Nullable Integer block,
      @Schema(description = "Number of parameters that are trained.") long parameterCount) {

    static LayerView of(int l, NetworkSpec network) {
      return new LayerView(
          l,
          network.width(l - 1),
          network.width(l),
          network.layer(l).activation().label(),
          network.blockNumber(l),
          network.parameterCount(l));
    }
  }

  /**
   * The result of validating a well-formed request.
   *
   * @throws InvalidSpec if it is malformed
   */
  static ValidationView of(Body<ValidationRequest> body, Context context) {
    try {
      return of(body.to(request -> request.toSpec(context)), List.of());
    } catch (InvalidSpec e) {
      if (e.faults().stream().anyMatch(f -> f.kind() == Fault.Kind.MALFORMED)) {
        throw e;
      }
      return of(network(body.value(), context.limits()), Problem.errors(e.faults()));
    }
  }

  private static @Nullable NetworkSpec network(@Nullable ValidationRequest request, Limits limits) {
    try {
      return request == null || request.network() == null ? null : request.network().toSpec(limits);
    } catch (InvalidSpec e) {
      return null;
    }
  }

  private static ValidationView of(@Nullable NetworkSpec network, List<Problem.Error> errors) {
    return network == null
        ? new ValidationView(false, null, null, errors)
        : new ValidationView(
            errors.isEmpty(),
            network.parameterCount(),
            IntStream.rangeClosed(1, network.depth())
                .mapToObj(l -> LayerView.of(l, network))
                .toList(),
            errors);
  }
}
