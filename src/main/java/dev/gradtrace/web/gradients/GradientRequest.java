package dev.gradtrace.web.gradients;

import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.Named;
import dev.gradtrace.contract.Names;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.contract.json.Flattened;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@Schema(name = "GradientRequest", description = "A network, a cost and a batch to look at.")
record GradientRequest(
    @Schema(description = "Name of the cost; see the catalogue.", example = "quadratic")
        @OneOf(Cost.class)
        String cost,
    @Flattened NetworkAndBatchRequest subject,
    @Schema(description = "What to add to the answer.") @OneOf(GradientPart.class)
        @Nullable List<String> include) {

  /** The optional parts of the answer. */
  public static final Named<GradientPart> PARTS = Named.of("part", GradientPart.class);

  GradientSpec toSpec(Context context) {
    Faults faults = new Faults();
    Cost function = faults.part("", cost, given -> Names.COSTS.get("cost", given));
    Set<GradientPart> parts = parts(faults);
    Set<Cost> costs = function == null ? Set.of() : Set.of(function);
    NetworkAndBatch question = subject.toSpec(faults, costs, context);
    GradientSpec spec = new GradientSpec(question, faults.need(function), parts);
    spec.requireWithinLimits(context.limits());
    return spec;
  }

  private Set<GradientPart> parts(Faults faults) {
    Set<GradientPart> parts = EnumSet.noneOf(GradientPart.class);
    if (include != null) {
      for (int i = 0; i < include.size() && !faults.areMost(); i++) {
        String pointer = "include/" + i;
        GradientPart part = faults.part("", include.get(i), name -> PARTS.get(pointer, name));
        if (part != null) {
          parts.add(part);
        }
      }
    }
    return parts;
  }
}
