package dev.gradtrace.web.experiments;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.contract.Names;
import dev.gradtrace.contract.json.JsonPlace;
import dev.gradtrace.experiment.Factor;
import dev.gradtrace.experiment.Grid;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

@Schema(name = "Factor", description = "What differs among the cells of an experiment.")
record FactorRequest(
    @Schema(
            description =
                "JSON Pointer (RFC 6901) into the base, to a value to replace or a member to add to"
                    + " an object that is there.",
            example = "/cost")
        String pointer,
    @Schema(description = "What stands there, one after another: any JSON, none twice.")
        @Size(min = 1, max = Grid.MOST_RUNS) List<JsonNode> values,
    @Schema(
            description =
                "What the values are called in titles of cells and in pictures, one each; default:"
                    + " as their JSON.")
        @Size(max = Grid.MOST_RUNS) @Nullable List<String> titles) {

  private static final int LONGEST_TITLE = 100;

  Factor toSpec() {
    Faults faults = new Faults();
    List<String> names = givenTitles();
    for (int j = 0; j < names.size() && !faults.areMost(); j++) {
      Names.requireText("titles/" + j, names.get(j), LONGEST_TITLE, faults);
    }
    faults.part("pointer", pointer, JsonPlace::of);
    Factor factor =
        faults.part(
            "",
            isWhole(values) ? values : null,
            given ->
                new Factor(
                    pointer == null ? "" : pointer,
                    given.stream().map(JsonNode::toString).toList(),
                    names));
    faults.throwIfAny();
    faults.need(pointer);
    return faults.need(factor);
  }

  /** The titles; none if one is missing, for which there is a fault already. */
  private List<String> givenTitles() {
    List<String> given = requireNonNullElse(titles, List.of());
    return isWhole(given) ? given : List.of();
  }

  /** Whether no element was refused. */
  private static boolean isWhole(@Nullable List<?> elements) {
    return elements != null && elements.stream().noneMatch(Objects::isNull);
  }
}
