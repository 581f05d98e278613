package dev.gradtrace.web.experiments;

import dev.gradtrace.contract.json.JsonPlace;
import dev.gradtrace.experiment.Factor;
import dev.gradtrace.experiment.Grid;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.util.List;
import tools.jackson.databind.JsonNode;

@Schema(name = "Factor", description = "What differs among the cells of an experiment.")
record FactorRequest(
    @Schema(
            description =
                "JSON Pointer (RFC 6901) into the base, to a value to replace or a member to add to an object"
                    + " that is there.",
            example = "/cost")
        String pointer,
    @Schema(description = "What stands there, one after another: any JSON, none twice.")
        @Size(min = 1, max = Grid.MOST_RUNS) List<JsonNode> values) {

  Factor toSpec() {
    Faults faults = new Faults();
    faults.part("pointer", pointer, JsonPlace::of);
    Factor factor =
        faults.part(
            "",
            values,
            given ->
                new Factor(
                    pointer == null ? "" : pointer,
                    given.stream().map(JsonNode::toString).toList()));
    faults.throwIfAny();
    faults.need(pointer);
    return faults.need(factor);
  }
}
