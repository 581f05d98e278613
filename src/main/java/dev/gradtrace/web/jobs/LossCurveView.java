package dev.gradtrace.web.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.LossCurve.BatchLoss;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.web.media.CsvWriter;
import dev.gradtrace.web.media.Stepwise;
import dev.gradtrace.web.media.Tabular;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@Schema(name = "LossCurve", description = "How the loss went.")
record LossCurveView(
    @Schema(description = "Id of the job.") String jobId,
    @Schema(description = "Whether the job is finished, so that no more will come.")
        boolean complete,
    @Schema(description = "Losses of mini-batches, thinned if there are many.") BatchesView batches,
    @Schema(
            description =
                "Losses of all samples after each epoch; epoch 0 is the untrained network.")
        EpochsView epochs)
    implements Tabular, Stepwise {

  static final int NUMBERS_PER_BATCH = 2;
  static final int NUMBERS_PER_EPOCH = 6;

  @Schema(name = "BatchLosses", description = "Both of one length.")
  record BatchesView(
      @Schema(description = "Number of the step, from 1.") long[] step,
      @Schema(description = "Mean cost over its mini-batch.") double[] loss) {}

  @Schema(name = "EpochLosses", description = "All of one length; what was not measured is absent.")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record EpochsView(
      @Schema(description = "From 0.") int[] epoch,
      @Schema(description = "The last step taken.") long[] step,
      @Schema(description = "Mean cost over the training samples.") double[] trainingLoss,
      @Schema(description = "Absent in a regression.") double @Nullable [] trainingAccuracy,
      @Schema(description = "Absent without validation samples.")
          double @Nullable [] validationLoss,
      @Schema(description = "Absent without validation samples, and in a regression.")
          double @Nullable [] validationAccuracy) {}

  static LossCurveView of(TrainingJob job, LossCurve curve) {
    List<BatchLoss> batches = curve.batches();
    List<EpochEnd> epochs = curve.epochs();
    return new LossCurveView(
        job.id(),
        job.status().isFinished(),
        new BatchesView(
            batches.stream().mapToLong(BatchLoss::step).toArray(),
            batches.stream().mapToDouble(BatchLoss::loss).toArray()),
        new EpochsView(
            epochs.stream().mapToInt(EpochEnd::epoch).toArray(),
            epochs.stream().mapToLong(EpochEnd::step).toArray(),
            epochs.stream().mapToDouble(EpochEnd::trainingLoss).toArray(),
            measured(epochs, EpochEnd::trainingAccuracy),
            measured(epochs, EpochEnd::validationLoss),
            measured(epochs, EpochEnd::validationAccuracy)));
  }

  /** A column, or null if nothing of it was measured. */
  private static double @Nullable [] measured(
      List<EpochEnd> epochs, ToDoubleFunction<EpochEnd> column) {
    double[] values = epochs.stream().mapToDouble(column).toArray();
    for (double value : values) {
      if (!Double.isNaN(value)) {
        return values;
      }
    }
    return null;
  }

  @Override
  public void writeTo(CsvWriter table) throws IOException {
    table.cell("kind").cell("step").cell("epoch").cell("loss").cell("trainingLoss");
    table.cell("trainingAccuracy").cell("validationLoss").cell("validationAccuracy").endRow();
    for (int i = 0; i < batches.step().length; i++) {
      table.cell("batch").cell(batches.step()[i]).empty().cell(batches.loss()[i]);
      table.empty().empty().empty().empty().endRow();
    }
    for (int i = 0; i < epochs.step().length; i++) {
      table.cell("epoch").cell(epochs.step()[i]).cell(epochs.epoch()[i]).empty();
      table.cell(epochs.trainingLoss()[i]).cell(at(epochs.trainingAccuracy(), i));
      table.cell(at(epochs.validationLoss(), i)).cell(at(epochs.validationAccuracy(), i)).endRow();
    }
  }

  private static double at(double @Nullable [] column, int i) {
    return column == null ? Double.NaN : column[i];
  }

  /** The loss of a mini-batch, as a line of its own. */
  record BatchView(String kind, long step, double loss) {}

  /** An evaluation after an epoch, as a line of its own; what was not measured is absent. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record EpochView(
      String kind,
      int epoch,
      long step,
      double trainingLoss,
      @Nullable Double trainingAccuracy,
      @Nullable Double validationLoss,
      @Nullable Double validationAccuracy) {}

  @Override
  public Stream<Record> lines() {
    return Stream.concat(
        IntStream.range(0, batches.step.length)
            .mapToObj(i -> new BatchView("batch", batches.step[i], batches.loss[i])),
        IntStream.range(0, epochs.step.length)
            .mapToObj(
                i ->
                    new EpochView(
                        "epoch",
                        epochs.epoch[i],
                        epochs.step[i],
                        epochs.trainingLoss[i],
                        orNull(epochs.trainingAccuracy, i),
                        orNull(epochs.validationLoss, i),
                        orNull(epochs.validationAccuracy, i))));
  }

  private static @Nullable Double orNull(double @Nullable [] column, int i) {
    return column == null ? null : (Double) column[i];
  }
}
