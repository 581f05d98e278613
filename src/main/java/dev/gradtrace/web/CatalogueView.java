package dev.gradtrace.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

@Schema(name = "Catalogue", description = "Everything a request can name.")
record CatalogueView(
    List<Entry> activations,
    List<Entry> costs,
    List<Entry> initializers,
    List<Entry> optimizers,
    List<Entry> learningRateSchedules,
    @Schema(description = "Generators of datasets.") List<Entry> generators,
    @Schema(description = "What is measured of each layer.") List<Entry> metrics) {

  @Schema(name = "CatalogueEntry", description = "Something a request can name.")
  record Entry(
      @Schema(example = "sigmoid") String name,
      @Schema(description = "LaTeX.") String formula,
      List<Parameter> parameters,
      @Schema(description = "One sentence.") String meaning,
      @Schema(description = "Author, year, title and address.") String source) {}

  @Schema(name = "CatalogueParameter", description = "A number or switch that belongs to an entry.")
  record Parameter(
      @Schema(example = "momentum") String name,
      @Schema(allowableValues = {"number", "integer", "boolean"}) String type,
      @Schema(description = "What holds where it is not given; of the given type.")
          @JsonProperty("default")
          Object defaultValue,
      @Schema(example = "at least 0 and below 1") String range,
      @Schema(description = "One sentence.") String meaning) {}
}
