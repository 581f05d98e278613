package dev.gradtrace.web.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.job.Predictions;
import dev.gradtrace.web.media.CsvWriter;
import dev.gradtrace.web.media.Tabular;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

@Schema(name = "Predictions", description = "What the network answers.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record PredictionsView(
    @Schema(description = "outputs[sample][output].") double[][] outputs,
    @Schema(description = "The class of each sample, from 0; absent in a regression.")
        int @Nullable [] labels)
    implements Tabular {

  static PredictionsView of(Predictions predictions) {
    return new PredictionsView(predictions.outputs(), predictions.labels());
  }

  @Override
  public void writeTo(CsvWriter table) throws IOException {
    table.cell("sample");
    for (int i = 0; i < outputs[0].length; i++) {
      table.cell("output" + i);
    }
    (labels == null ? table : table.cell("label")).endRow();
    for (int j = 0; j < outputs.length; j++) {
      table.cell(j);
      for (double output : outputs[j]) {
        table.cell(output);
      }
      (labels == null ? table : table.cell(labels[j])).endRow();
    }
  }
}
