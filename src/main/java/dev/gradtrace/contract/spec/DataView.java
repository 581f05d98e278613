package dev.gradtrace.contract.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.contract.GeneratorRequest;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.job.spec.DataOrigin;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "DatasetEcho",
    description =
        "The dataset a job was given: its id, its generator, or its rows; of many rows only their"
            + " number.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record DataView(
    @Schema(description = "Id of a stored or built-in dataset.") @Nullable String id,
    @Schema(description = "The generator that made the data.") @Nullable GeneratorRequest generator,
    @Schema(description = "inputs[sample][feature]; absent where they are many.")
        double @Nullable [][] inputs,
    @Schema(description = "targets[sample][output].") double @Nullable [][] targets,
    @Schema(description = "Class of each sample.") int @Nullable [] labels,
    @Schema(description = "Number of classes, beside labels.") @Nullable Integer classes,
    @Schema(description = "Number of samples of rows that came with the request.")
        @Nullable Integer samples) {

  static DataView of(DataOrigin source) {
    if (source instanceof DataOrigin.Stored stored) {
      return new DataView(stored.id(), null, null, null, null, null, null);
    }
    if (source instanceof DataOrigin.Generated generated) {
      GeneratorRequest generator = GeneratorRequest.of(generated.generator());
      return new DataView(null, generator, null, null, null, null, null);
    }
    if (source instanceof DataOrigin.Attached attached) {
      return ofMany(attached.samples());
    }
    if (source instanceof DataOrigin.Inline inline) {
      return inline.isSmall() ? ofRows(inline.dataset()) : ofMany(inline.dataset().samples());
    }
    throw new AssertionError(source);
  }

  private static DataView ofMany(int samples) {
    return new DataView(null, null, null, null, null, null, samples);
  }

  private static DataView ofRows(Dataset data) {
    DatasetRows rows = data.rows(0, data.samples());
    return new DataView(
        null,
        null,
        rows.inputs(),
        rows.targets(),
        rows.labels(),
        rows.labels() == null || data.labels() == null ? null : data.labels().classes(),
        data.samples());
  }
}
