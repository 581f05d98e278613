package dev.gradtrace.web.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

@Schema(name = "Catalogue", description = "Everything a request can name.")
record CatalogueView(
    @Schema(description = "Functions σ of a layer.") List<Entry> activations,
    @Schema(description = "Costs of a sample, averaged over the batch.") List<Entry> costs,
    @Schema(description = "How weights and biases start.") List<Entry> initializers,
    @Schema(description = "How a layer, a residual block or the inputs are normalised.")
        List<Entry> normalizations,
    @Schema(description = "Rules that turn a gradient into a step.") List<Entry> optimizers,
    @Schema(description = "How the learning rate changes during a run.")
        List<Entry> learningRateSchedules,
    @Schema(description = "Generators of datasets.") List<Entry> generators,
    @Schema(description = "What is measured of each layer.") List<Entry> metrics,
    @Schema(description = "What is measured and forecast of the flow through the whole network.")
        List<Entry> flow,
    @Schema(description = "What a diagnosis looks for, causes before what they explain.")
        List<RuleEntry> rules) {

  @Schema(name = "CatalogueRule", description = "Something that can be wrong with a run.")
  record RuleEntry(
      @Schema(description = "As findings spell it.", example = "vanishing_gradient") String name,
      @Schema(description = "What the rule asks.") String question,
      @Schema(description = "LaTeX.") String formula,
      @Schema(description = "One sentence.") String meaning,
      @Schema(description = "How to see it in the gradient trace and the loss curve.")
          String inTheTrace,
      @Schema(description = "Author, year, title and address.") String source) {}

  @Schema(name = "CatalogueEntry", description = "Something a request can name.")
  record Entry(
      @Schema(description = "As requests spell it.", example = "sigmoid") String name,
      @Schema(description = "LaTeX.") String formula,
      @Schema(description = "What can be set beside the name.") List<Parameter> parameters,
      @Schema(description = "One sentence.") String meaning,
      @Schema(description = "Author, year, title and address.") String source) {}

  @Schema(name = "CatalogueParameter", description = "A number or switch that belongs to an entry.")
  record Parameter(
      @Schema(description = "As requests spell it.", example = "momentum") String name,
      @Schema(
              description = "Type of its JSON value.",
              allowableValues = {"number", "integer", "boolean", "string"})
          String type,
      @Schema(description = "What holds where it is not given; of the given type.")
          @JsonProperty("default")
          Object defaultValue,
      @Schema(description = "Which values are accepted.", example = "at least 0 and below 1")
          String range,
      @Schema(description = "One sentence.") String meaning) {}
}
