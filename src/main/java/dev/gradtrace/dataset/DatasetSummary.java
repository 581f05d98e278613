package dev.gradtrace.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of a dataset.
 *
 * @param outputs number of values in each target
 * @param classCounts samples of each class; empty in a regression
 * @param classNames names of the classes, by default their numbers; empty in a regression
 * @param columns statistics of the features, then of the targets or the label column
 */
public record DatasetSummary(
    String name,
    String source,
    Task task,
    int samples,
    int features,
    int outputs,
    List<Integer> classCounts,
    List<String> classNames,
    List<Column> columns) {

  /**
   * Statistics of one column.
   *
   * @param std population standard deviation
   */
  public record Column(String name, double min, double max, double mean, double std) {

    /** Statistics of the columns of samples; reads every value once. */
    public static List<Column> of(List<String> names, Samples samples) {
      ColumnStatistics statistics = ColumnStatistics.of(samples);
      List<Column> columns = new ArrayList<>(samples.length());
      for (int i = 0; i < samples.length(); i++) {
        columns.add(
            new Column(
                names.get(i),
                statistics.min(i),
                statistics.max(i),
                statistics.mean(i),
                statistics.standardDeviation(i)));
      }
      return columns;
    }
  }

  public DatasetSummary {
    classCounts = List.copyOf(classCounts);
    classNames = List.copyOf(classNames);
    columns = List.copyOf(columns);
  }

  /** The summary of a dataset; reads every value once. */
  public static DatasetSummary of(Dataset dataset) {
    Labels labels = dataset.labels();
    List<Integer> counts = new ArrayList<>();
    if (labels != null) {
      for (int count : labels.counts()) {
        counts.add(count);
      }
    }
    List<Column> columns = new ArrayList<>();
    columns.addAll(Column.of(dataset.columns().inputs(), dataset.inputs()));
    columns.addAll(Column.of(dataset.columns().targets(), dataset.givenTargets()));
    return new DatasetSummary(
        dataset.name(),
        dataset.source(),
        dataset.task(),
        dataset.samples(),
        dataset.features(),
        dataset.outputs(),
        counts,
        labels == null ? List.of() : labels.names(),
        columns);
  }

  /** This summary with its first {@code most} columns. */
  public DatasetSummary withFirstColumns(int most) {
    return columns.size() <= most
        ? this
        : new DatasetSummary(
            name,
            source,
            task,
            samples,
            features,
            outputs,
            classCounts,
            classNames,
            columns.subList(0, most));
  }

  /** Whether any class has a name other than its number. */
  public boolean hasClassNames() {
    return IntStream.range(0, classNames.size())
        .anyMatch(i -> !classNames.get(i).equals(Integer.toString(i)));
  }

  /** Number of classes; null in a regression. */
  public @Nullable Integer classes() {
    return task == Task.CLASSIFICATION ? classCounts.size() : null;
  }
}
