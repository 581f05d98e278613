package dev.gradtrace.web.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.job.Predictions;
import dev.gradtrace.web.media.CsvWriter;
import dev.gradtrace.web.media.Table;
import dev.gradtrace.web.media.Tabular;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

@Schema(name = "Predictions", description = "What the network answers.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record PredictionsView(
    @Schema(description = "outputs[sample][output].") double[][] outputs,
    @Schema(description = "The class of each sample, from 0; absent in a regression.")
        int @Nullable [] labels,
    @Schema(description = "What the classes are called, beside labels; absent without names.")
        @Nullable List<String> classNames)
    implements Tabular {

  static PredictionsView of(Predictions predictions, List<String> classNames) {
    return new PredictionsView(
        predictions.outputs(), predictions.labels(), classNames.isEmpty() ? null : classNames);
  }

  @Override
  public void writeTo(CsvWriter table) throws IOException {
    List<String> columns = new ArrayList<>(List.of("sample"));
    IntStream.range(0, outputs[0].length).forEach(i -> columns.add("output" + i));
    if (labels != null) {
      columns.add("label");
    }
    if (classNames != null) {
      columns.add("className");
    }
    new Table(columns, IntStream.range(0, outputs.length).mapToObj(this::row)).writeTo(table);
  }

  private @Nullable Object[] row(int sample) {
    List<Object> row = new ArrayList<>(List.of(sample));
    DoubleStream.of(outputs[sample]).forEach(row::add);
    if (labels != null) {
      row.add(labels[sample]);
      if (classNames != null) {
        row.add(classNames.get(labels[sample]));
      }
    }
    return row.toArray();
  }
}
