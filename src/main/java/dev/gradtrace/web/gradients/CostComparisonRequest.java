package dev.gradtrace.web.gradients;

import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.Names;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.contract.json.Flattened;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;

@Schema(
    name = "CostComparisonRequest",
    description = "A network and a batch to look at under several costs.")
record CostComparisonRequest(
    @Schema(
            description = "Names of two to ten costs; the first is the baseline.",
            example = "[\"quadratic\", \"binary_cross_entropy\"]")
        @OneOf(Cost.class)
        @Size(min = CostComparisonRequest.FEWEST_COSTS, max = CostComparisonRequest.MOST_COSTS) List<String> costs,
    @Flattened NetworkAndBatchRequest subject) {

  static final int FEWEST_COSTS = 2;
  static final int MOST_COSTS = 10;

  CostComparisonSpec toSpec(Context context) {
    Faults faults = new Faults();
    List<Cost> functions = functions(faults);
    NetworkAndBatch question = subject.toSpec(faults, functions, context);
    faults.need(costs);
    CostComparisonSpec spec = new CostComparisonSpec(question, functions);
    spec.requireWithinLimits(context.limits());
    return spec;
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
