package dev.gradtrace.web.datasets;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.contract.Named;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.dataset.DatasetSummary;
import dev.gradtrace.dataset.DatasetSummary.Column;
import dev.gradtrace.dataset.Task;
import dev.gradtrace.dataset.store.StoredDataset;
import dev.gradtrace.web.operation.HasId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(name = "Dataset", description = "What there is to know about a dataset.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record DatasetView(
    @Schema(description = "Sorts by the time of creation.", example = "iris") String id,
    @Schema(description = "What people call it.", example = "iris") String name,
    @Schema(description = "Number of samples.", example = "150") int samples,
    @Schema(description = "Number of values in each input.", example = "4") int features,
    @Schema(description = "Number of values in each target.", example = "3") int outputs,
    @Schema(description = "Number of classes; absent in a regression.", example = "3")
        @Nullable Integer classes,
    @Schema(description = "Names of the classes; absent in a regression.")
        @Nullable List<String> classNames,
    @Schema(description = "Samples of each class; absent in a regression.")
        @Nullable List<Integer> classCounts,
    @Schema(description = "Whether the answers are classes or numbers.") @OneOf(Task.class)
        String task,
    @Schema(description = "Names of the features, then of the targets or the label.")
        List<String> columns,
    @Schema(description = "RFC 3339, UTC.") Instant createdAt,
    @Schema(description = "Where the data come from, for people.") String source,
    @Schema(description = "One for each of the columns, in their order.") List<ColumnView> summary)
    implements HasId {

  @Schema(name = "ColumnSummary", description = "The values of one column.")
  record ColumnView(
      @Schema(description = "Name of the column.") String column,
      @Schema(description = "Smallest value.") double min,
      @Schema(description = "Largest value.") double max,
      @Schema(description = "Mean value.") double mean,
      @Schema(description = "Population standard deviation.") double std) {

    static ColumnView of(Column column) {
      return new ColumnView(column.name(), column.min(), column.max(), column.mean(), column.std());
    }
  }

  static DatasetView of(StoredDataset stored) {
    DatasetSummary summary = stored.summary();
    boolean classification = summary.classes() != null;
    return new DatasetView(
        stored.id(),
        summary.name(),
        summary.samples(),
        summary.features(),
        summary.outputs(),
        summary.classes(),
        classification ? summary.classNames() : null,
        classification ? summary.classCounts() : null,
        Named.word(summary.task()),
        summary.columns().stream().map(Column::name).toList(),
        stored.createdAt(),
        summary.source(),
        summary.columns().stream().map(ColumnView::of).toList());
  }
}
