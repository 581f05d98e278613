package dev.gradtrace.web.datasets;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.contract.Limits;
import dev.gradtrace.contract.Named;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.dataset.Labels;
import dev.gradtrace.dataset.Task;
import dev.gradtrace.validation.InvalidSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "DatasetPreview",
    description = "A dataset that nobody keeps, and its first samples.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record DatasetPreviewView(
    @Schema(description = "Number of samples of the whole dataset.", example = "300") int samples,
    @Schema(description = "Number of values in each input.", example = "2") int features,
    @Schema(description = "Number of values in each target.", example = "2") int outputs,
    @Schema(description = "Number of classes; absent in a regression.", example = "2")
        @Nullable Integer classes,
    @Schema(description = "Names of the classes; absent in a regression.")
        @Nullable List<String> classNames,
    @Schema(description = "Whether the answers are classes or numbers.") @OneOf(Task.class)
        String task,
    @Schema(description = "Names of the features, then of the targets or the label.")
        List<String> columns,
    @Schema(description = "inputs[sample][feature].") double[][] inputs,
    @Schema(description = "targets[sample][output]; absent where the dataset has labels.")
        double @Nullable [][] targets,
    @Schema(description = "Class of each sample; absent where the dataset has targets.")
        int @Nullable [] labels,
    @Schema(description = "How the file was understood; only if files were sent.")
        @Nullable ReadingView reading) {

  static final int MAX_LIMIT = 1000;
  static final String DEFAULT_LIMIT = "100";
  static final String LIMIT_DESCRIPTION =
      "At most so many samples, at least 1; more than 1000 are not given.";

  /**
   * @param reading null if no files were sent
   * @throws InvalidSpec if it has more numbers than an answer may have
   */
  static DatasetPreviewView of(
      Dataset dataset, @Nullable ReadingView reading, int limit, Limits limits) {
    long values = (long) dataset.features() + dataset.outputs();
    limits.requireAnswer(
        Math.min(limit, dataset.samples()) * values, "limit", "ask for fewer samples");
    DatasetRows rows = DatasetRows.of(dataset, 0, limit);
    Labels labels = dataset.labels();
    return new DatasetPreviewView(
        dataset.samples(),
        dataset.features(),
        dataset.outputs(),
        labels == null ? null : labels.names().size(),
        labels == null ? null : labels.names(),
        Named.word(dataset.task()),
        Stream.of(dataset.columns().inputs(), dataset.columns().targets())
            .flatMap(List::stream)
            .toList(),
        rows.inputs(),
        rows.targets(),
        rows.labels(),
        reading);
  }
}
