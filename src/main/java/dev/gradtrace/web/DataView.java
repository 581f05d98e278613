package dev.gradtrace.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.job.DataSource;
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
    @Schema(description = "Number of samples of rows that came with the request.")
        @Nullable Integer samples) {

  /** Rows of more values than this are not repeated. */
  private static final long MOST_VALUES = 1000;

  static DataView of(DataSource source) {
    if (source instanceof DataSource.Stored stored) {
      return new DataView(stored.id(), null, null, null, null, null);
    }
    if (source instanceof DataSource.Generated generated) {
      return new DataView(null, GeneratorRequest.of(generated.generator()), null, null, null, null);
    }
    Dataset data = ((DataSource.Inline) source).dataset();
    if ((long) data.samples() * (data.features() + data.outputs()) > MOST_VALUES) {
      return new DataView(null, null, null, null, null, data.samples());
    }
    DatasetRows rows = data.rows(0, data.samples());
    return new DataView(null, null, rows.inputs(), rows.targets(), rows.labels(), data.samples());
  }
}
