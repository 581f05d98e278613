package dev.gradtrace.web.datasets;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.dataset.DatasetRows;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "DatasetRows", description = "Consecutive samples of a dataset.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record DatasetRowsView(
    @Schema(description = "Id of the dataset.") String datasetId,
    @Schema(description = "Number of the first sample given here, from 0.") int offset,
    @Schema(description = "Number of samples of the whole dataset.") int samples,
    @Schema(description = "inputs[sample][feature].") double[][] inputs,
    @Schema(description = "targets[sample][output]; absent where the dataset has labels.")
        double @Nullable [][] targets,
    @Schema(description = "Class of each sample; absent where the dataset has targets.")
        int @Nullable [] labels) {

  static DatasetRowsView of(String id, int samples, DatasetRows rows) {
    return new DatasetRowsView(
        id, rows.offset(), samples, rows.inputs(), rows.targets(), rows.labels());
  }
}
