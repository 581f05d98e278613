package dev.gradtrace.web.datasets;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.contract.Named;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.dataset.DatasetSummary;
import dev.gradtrace.dataset.DatasetSummary.Column;
import dev.gradtrace.dataset.Task;
import dev.gradtrace.dataset.store.StoredDataset;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.web.operation.HasId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
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
    @Schema(description = "Names of the classes, in lists the first 100; absent in a regression.")
        @Nullable List<String> classNames,
    @Schema(
            description =
                "Samples of each class, in lists of the first 100; absent in a regression.")
        @Nullable List<Integer> classCounts,
    @Schema(description = "Whether the answers are classes or numbers.") @OneOf(Task.class)
        String task,
    @Schema(
            description =
                "Names of the features, then of the targets or the label; in lists the first 100.")
        List<String> columns,
    @Schema(description = "RFC 3339, UTC.") Instant createdAt,
    @Schema(description = "Where the data come from, for people.") String source,
    @Schema(description = "One for each of the columns, in their order.") List<ColumnView> summary,
    @Schema(description = "How the file was understood; absent in lists, and where there was none.")
        @Nullable ReadingView reading)
    implements HasId {

  @Schema(name = "ColumnSummary", description = "The values of one column.")
  record ColumnView(
      @Schema(description = "Name of the column.") String column,
      @Schema(description = "Smallest value.") double min,
      @Schema(description = "Largest value.") double max,
      @Schema(description = "Mean value.") double mean,
      @Schema(description = "Population standard deviation.") double std) {

    static ColumnView of(Column column, UnaryOperator<String> name) {
      return new ColumnView(
          name.apply(column.name()), column.min(), column.max(), column.mean(), column.std());
    }
  }

  /** Most columns, and most classes, that lists show of a dataset. */
  private static final int MOST_LISTED = 100;

  /** All details. */
  static DatasetView of(StoredDataset stored) {
    return of(stored, Integer.MAX_VALUE, UnaryOperator.identity());
  }

  /** The same with how the uploaded file was interpreted. */
  DatasetView with(ReadingView reading) {
    return new DatasetView(
        id,
        name,
        samples,
        features,
        outputs,
        classes,
        classNames,
        classCounts,
        task,
        columns,
        createdAt,
        source,
        summary,
        reading);
  }

  /** The short form in lists: few columns and classes, with shortened names. */
  static DatasetView listed(StoredDataset stored) {
    return of(stored, MOST_LISTED, Fault::shorten);
  }

  private static DatasetView of(StoredDataset stored, int most, UnaryOperator<String> name) {
    DatasetSummary summary = stored.summary();
    boolean classification = summary.classes() != null;
    List<Column> columns = first(most, summary.columns());
    return new DatasetView(
        stored.id(),
        name.apply(summary.name()),
        summary.samples(),
        summary.features(),
        summary.outputs(),
        summary.classes(),
        classification ? first(most, summary.classNames()).stream().map(name).toList() : null,
        classification ? first(most, summary.classCounts()) : null,
        Named.word(summary.task()),
        columns.stream().map(Column::name).map(name).toList(),
        stored.createdAt(),
        summary.source(),
        columns.stream().map(column -> ColumnView.of(column, name)).toList(),
        null);
  }

  private static <T> List<T> first(int most, List<T> all) {
    return all.subList(0, Math.min(most, all.size()));
  }
}
