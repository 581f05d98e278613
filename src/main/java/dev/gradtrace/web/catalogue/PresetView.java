package dev.gradtrace.web.catalogue;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.web.operation.HasId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

@Schema(name = "Preset", description = "A known result, as a request and what must come of it.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record PresetView(
    @Schema(description = "Part of its address.", example = "neuron-quadratic-saturated")
        String name,
    @Schema(description = "What is run, in a few words.") String title,
    @Schema(description = "What it answers.") String question,
    @Schema(description = "Who found it: author, year, title and address.") String source,
    @Schema(description = "What differs from the source; absent where nothing does.")
        @Nullable String settings,
    @Schema(description = "Where to post the request.", example = "/v1/training-jobs")
        String endpoint,
    @Schema(description = "A body for the endpoint, as it stands.") Map<String, Object> request,
    @Schema(description = "What must come of it.") List<ExpectationView> expected,
    @Schema(description = "Why it comes so, and what to beware of.") @Nullable String explanation)
    implements HasId {

  PresetView {
    requireNonNull(name, "name");
    requireNonNull(title, "title");
    requireNonNull(question, "question");
    requireNonNull(source, "source");
    requireNonNull(endpoint, "endpoint");
    requireNonNull(request, "request");
    expected = List.copyOf(expected);
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "PresetExpectation", description = "A number that must be found in an answer.")
  record ExpectationView(
      @Schema(description = "What the number is and where it is from, in a sentence.") String what,
      @Schema(description = "The number.") double value,
      @Schema(description = "How far from it what is found may lie.", minimum = "0")
          double tolerance,
      @Schema(
              description =
                  "What to read once the job or experiment has ended, below its own address; absent: the"
                      + " answer to the request itself.",
              example = "loss-curve")
          @Nullable String path,
      @Schema(description = "JSON Pointer to the number found.", example = "/flow/slopePerLayer")
          String pointer) {

    ExpectationView {
      requireNonNull(what, "what");
      JsonPointer.compile(requireNonNull(pointer, "pointer"));
    }
  }

  @Override
  public String id() {
    return name;
  }
}
