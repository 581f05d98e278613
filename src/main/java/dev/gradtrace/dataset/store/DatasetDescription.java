package dev.gradtrace.dataset.store;

import dev.gradtrace.dataset.ByteSamples;
import dev.gradtrace.dataset.Columns;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetSize;
import dev.gradtrace.dataset.DatasetSummary;
import dev.gradtrace.dataset.LabelSamples;
import dev.gradtrace.dataset.Labels;
import dev.gradtrace.dataset.Samples;
import dev.gradtrace.dataset.TargetCoding;
import dev.gradtrace.dataset.Targets;
import dev.gradtrace.dataset.Task;
import dev.gradtrace.encoding.Format;
import dev.gradtrace.encoding.RecordInput;
import dev.gradtrace.encoding.RecordOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * The stored metadata of a dataset.
 *
 * @param inputs storage format of the inputs
 * @param scale factor of inputs that are bytes
 * @param targets storage format of the targets: labels, or numbers as they were given
 * @param namedClasses whether the classes have names
 */
record DatasetDescription(
    DatasetSummary summary,
    SamplesForm inputs,
    double scale,
    SamplesForm targets,
    boolean namedClasses) {

  /** Most columns per dataset in a list. */
  static final int LISTED_COLUMNS = 100;

  private static final Format FORMAT = new Format("description of a dataset", "GTds", 1);

  /** Approximate bytes of the summary of a column in memory. */
  private static final long BYTES_PER_COLUMN = 50;

  static DatasetDescription of(Dataset dataset) {
    Labels labels = dataset.labels();
    return new DatasetDescription(
        DatasetSummary.of(dataset),
        SamplesForm.of(dataset.inputs()),
        dataset.inputs() instanceof ByteSamples bytes ? bytes.scale() : 1,
        dataset.isLabelled() ? SamplesForm.LABELS : SamplesForm.DOUBLES,
        labels != null && labels.haveNames());
  }

  /** The description for lists, with the first columns only. */
  DatasetDescription listed() {
    return new DatasetDescription(
        summary.withFirstColumns(LISTED_COLUMNS), inputs, scale, targets, namedClasses);
  }

  /** Number of stored values per target. */
  int targetLength() {
    return targets == SamplesForm.LABELS ? 1 : summary.outputs();
  }

  /** The size of the dataset once loaded. */
  DatasetSize size() {
    long bytesOfSample =
        (long) summary.features() * inputs.bytesOfValue()
            + (long) targetLength() * targets.bytesOfValue();
    return new DatasetSize(summary.samples(), summary.samples() * bytesOfSample);
  }

  /** The dataset of this description with its values. */
  Dataset with(Samples inputValues, Samples targetValues) {
    List<String> names = summary.columns().stream().map(DatasetSummary.Column::name).toList();
    Columns columns =
        new Columns(
            names.subList(0, summary.features()), names.subList(summary.features(), names.size()));
    return Dataset.of(summary.name(), summary.source(), columns, inputValues, coded(targetValues));
  }

  private Targets coded(Samples values) {
    if (values instanceof LabelSamples numbers) {
      List<String> names = namedClasses ? summary.classNames() : List.of();
      return new Targets.Labelled(
          numbers.labels().of(summary.classCounts().size(), names), summary.outputs());
    }
    return TargetCoding.recognise(values);
  }

  byte[] toBytes() {
    RecordOutput out = FORMAT.begin(BYTES_PER_COLUMN * summary.columns().size());
    out.putText(summary.name()).putText(summary.source()).putText(summary.task().name());
    out.putInt(summary.samples()).putInt(summary.features()).putInt(summary.outputs());
    out.putInt(summary.classCounts().size());
    for (int i = 0; i < summary.classCounts().size(); i++) {
      out.putInt(summary.classCounts().get(i)).putText(summary.classNames().get(i));
    }
    out.putInt(summary.columns().size());
    for (DatasetSummary.Column column : summary.columns()) {
      out.putText(column.name());
      out.putDouble(column.min()).putDouble(column.max());
      out.putDouble(column.mean()).putDouble(column.std());
    }
    out.putText(inputs.name()).putDouble(scale).putText(targets.name());
    return out.putInt(namedClasses ? 1 : 0).finish();
  }

  static DatasetDescription ofBytes(byte[] bytes) {
    RecordInput in = FORMAT.open(bytes);
    DatasetDescription description =
        new DatasetDescription(
            summary(in),
            SamplesForm.valueOf(in.getText()),
            in.getDouble(),
            SamplesForm.valueOf(in.getText()),
            in.getInt() == 1);
    in.end();
    return description;
  }

  private static DatasetSummary summary(RecordInput in) {
    String name = in.getText();
    String source = in.getText();
    Task task = Task.valueOf(in.getText());
    int samples = in.getInt();
    int features = in.getInt();
    int outputs = in.getInt();
    List<Integer> counts = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      counts.add(in.getInt());
      classes.add(in.getText());
    }
    List<DatasetSummary.Column> columns = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      columns.add(
          new DatasetSummary.Column(
              in.getText(), in.getDouble(), in.getDouble(), in.getDouble(), in.getDouble()));
    }
    return new DatasetSummary(
        name, source, task, samples, features, outputs, counts, classes, columns);
  }
}
