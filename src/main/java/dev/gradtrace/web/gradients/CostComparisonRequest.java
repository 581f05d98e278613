package dev.gradtrace.web.gradients;

import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.LayerParametersRequest;
import dev.gradtrace.contract.Names;
import dev.gradtrace.contract.NetworkRequest;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "CostComparisonRequest",
    description = "A network and a batch to look at under several costs.")
record CostComparisonRequest(
    NetworkRequest network,
    @Schema(
            description = "Names of two to ten costs; the first is the baseline.",
            example = "[\"quadratic\", \"binary_cross_entropy\"]")
        @OneOf(Cost.class)
        @Size(min = CostComparisonRequest.FEWEST_COSTS, max = CostComparisonRequest.MOST_COSTS) List<String> costs,
    @Schema(description = "Weights and biases of layers 1…L; default: initialised from the seed.")
        @Nullable List<LayerParametersRequest> parameters,
    @Schema(description = "Seed of the initialisation.", defaultValue = "0") @Nullable Long seed,
    BatchRequest batch) {

  static final int FEWEST_COSTS = 2;
  static final int MOST_COSTS = 10;

  CostComparisonSpec toSpec(Context context) {
    Faults faults = new Faults();
    List<Cost> functions = functions(faults);
    NetworkAndBatch subject =
        NetworkAndBatch.of(faults, network, parameters, seed, batch, functions, context);
    faults.need(costs);
    CostComparisonSpec question = new CostComparisonSpec(subject, functions);
    question.requireWithinLimits(context.limits());
    return question;
  }

  private List<Cost> functions(Faults faults) {
    List<Cost> functions = new ArrayList<>();
    if (costs != null) {
      faults.unless(
          costs.size() >= FEWEST_COSTS && costs.size() <= MOST_COSTS,
          "costs",
          "must be %d to %d, are %d",
          FEWEST_COSTS,
          MOST_COSTS,
          costs.size());
      for (int i = 0; i < costs.size() && !faults.areMost(); i++) {
        String pointer = "costs/" + i;
        Cost cost = faults.part("", costs.get(i), name -> Names.COSTS.get(pointer, name));
        if (cost != null) {
          functions.add(cost);
        }
      }
    }
    return functions;
  }
}
