package dev.gradtrace.web.jobs;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.LossCurve.BatchLoss;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.web.media.CsvWriter;
import dev.gradtrace.web.media.Stepwise;
import dev.gradtrace.web.media.Table;
import dev.gradtrace.web.media.Tabular;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * @param elsewhere whether the run is trained elsewhere, without epochs known here
 * @param grain what a row of the table stands for; null for both kinds in one table
 */
@Schema(name = "LossCurve", description = "How the loss went.")
record LossCurveView(
    @Schema(description = "Id of the job.") String jobId,
    @Schema(description = "Whether the job is finished, so that no more will come.")
        boolean complete,
    @Schema(description = "Losses of mini-batches, thinned if there are many.") BatchesView batches,
    @Schema(
            description =
                "Losses of all samples after each epoch; epoch 0 is the untrained network.")
        EpochsView epochs,
    @JsonIgnore boolean elsewhere,
    @JsonIgnore @Nullable LossGrain grain)
    implements Tabular, Stepwise {

  static final int NUMBERS_PER_BATCH = 2;
  static final int NUMBERS_PER_EPOCH = 7;

  private static final List<String> EVALUATED =
      List.of(
          "trainingLoss",
          "trainingAccuracy",
          "validationLoss",
          "validationAccuracy",
          "meanBatchLoss");

  private static final String RATE = "learningRate";

  private static final List<String> NONE = List.of();

  private static final List<String> BATCH_COLUMNS = List.of("step", "epoch", "loss");

  /** Those of a run that is trained elsewhere. */
  private static final List<String> TOLD_COLUMNS =
      Stream.concat(BATCH_COLUMNS.stream(), Stream.of("trainingLoss", RATE)).toList();

  private static final List<String> EPOCH_COLUMNS =
      Stream.concat(Stream.of("epoch", "step"), EVALUATED.stream()).toList();

  @Schema(name = "BatchLosses", description = "All of one length.")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record BatchesView(
      @Schema(description = "Number of the step, from 1.") long[] step,
      @Schema(description = "Mean cost over its mini-batch.") double[] loss,
      @Schema(
              description =
                  "Of a run that is trained elsewhere: as its sender measured it; absent where that was never told.")
          double @Nullable [] trainingLoss,
      @Schema(
              description =
                  "Of a run that is trained elsewhere: η, as its sender told it; absent where that was never told.")
          double @Nullable [] learningRate) {

    static BatchesView of(List<BatchLoss> batches) {
      return new BatchesView(
          batches.stream().mapToLong(BatchLoss::step).toArray(),
          batches.stream().mapToDouble(BatchLoss::loss).toArray(),
          told(batches, BatchLoss::trainingLoss),
          told(batches, BatchLoss::learningRate));
    }

    private static double @Nullable [] told(
        List<BatchLoss> batches, ToDoubleFunction<BatchLoss> number) {
      double[] told = batches.stream().mapToDouble(number).toArray();
      return Arrays.stream(told).allMatch(Double::isNaN) ? null : told;
    }
  }

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
          double @Nullable [] validationAccuracy,
      @Schema(
              description =
                  "Mean of the losses of the epoch's mini-batches, which all count alike: in training mode, each"
                      + " before its update; what frameworks print. Null for epoch 0; absent where it was not"
                      + " measured.")
          double @Nullable [] meanBatchLoss) {}

  static LossCurveView of(TrainingJob job, LossCurve curve, @Nullable LossGrain grain) {
    List<BatchLoss> batches = curve.batches();
    List<EpochEnd> epochs = curve.epochs();
    return new LossCurveView(
        job.id(),
        job.status().isFinished(),
        BatchesView.of(batches),
        new EpochsView(
            epochs.stream().mapToInt(EpochEnd::epoch).toArray(),
            epochs.stream().mapToLong(EpochEnd::step).toArray(),
            epochs.stream().mapToDouble(EpochEnd::trainingLoss).toArray(),
            measured(epochs, EpochEnd::trainingAccuracy),
            measured(epochs, EpochEnd::validationLoss),
            measured(epochs, EpochEnd::validationAccuracy),
            meanBatchLosses(epochs)),
        job.progress().isElsewhere(),
        grain);
  }

  /**
   * Means over the mini-batches of each epoch; NaN for epoch 0, also if that is the only one so
   * far.
   */
  private static double @Nullable [] meanBatchLosses(List<EpochEnd> epochs) {
    return epochs.size() <= 1
        ? epochs.stream().mapToDouble(EpochEnd::meanBatchLoss).toArray()
        : measured(epochs, EpochEnd::meanBatchLoss);
  }

  /** A column; null if none of its values was measured. */
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
    table().writeTo(table);
  }

  @Override
  public Stream<?> lines() {
    return table().lines();
  }

  private Table table() {
    if (grain == LossGrain.BATCHES) {
      return cut(elsewhere ? TOLD_COLUMNS : BATCH_COLUMNS, batchRows());
    }
    Stream<@Nullable Object[]> evaluations = epochRows();
    if (grain == LossGrain.EPOCHS) {
      return new Table(EPOCH_COLUMNS, evaluations);
    }
    List<String> columns =
        Stream.of(List.of("kind"), BATCH_COLUMNS, EVALUATED, elsewhere ? List.of(RATE) : NONE)
            .flatMap(List::stream)
            .toList();
    return cut(
        columns,
        Stream.concat(
            batchRows()
                .map(r -> row("batch", r[0], r[1], r[2], r[3], null, null, null, null, r[4])),
            evaluations.map(
                r -> row("epoch", r[1], r[0], null, r[2], r[3], r[4], r[5], r[6], null))));
  }

  /** A table of the first cells of its rows, as many as there are columns. */
  private static Table cut(List<String> columns, Stream<@Nullable Object[]> rows) {
    return new Table(columns, rows.map(row -> Arrays.copyOf(row, columns.size())));
  }

  private Stream<@Nullable Object[]> batchRows() {
    int[] epochOf = epochOfBatches();
    return IntStream.range(0, batches.step.length)
        .mapToObj(
            i ->
                row(
                    batches.step[i],
                    elsewhere ? null : (Integer) epochOf[i],
                    batches.loss[i],
                    at(batches.trainingLoss, i),
                    at(batches.learningRate, i)));
  }

  private Stream<@Nullable Object[]> epochRows() {
    return IntStream.range(0, epochs.step.length)
        .mapToObj(
            i ->
                row(
                    epochs.epoch[i],
                    epochs.step[i],
                    epochs.trainingLoss[i],
                    at(epochs.trainingAccuracy, i),
                    at(epochs.validationLoss, i),
                    at(epochs.validationAccuracy, i),
                    at(epochs.meanBatchLoss, i)));
  }

  /** The epoch of each step: one more than the last epoch that had ended before it. */
  private int[] epochOfBatches() {
    int[] of = new int[batches.step.length];
    int ended = 0;
    for (int i = 0; i < of.length; i++) {
      while (ended < epochs.step.length && epochs.step[ended] < batches.step[i]) {
        ended++;
      }
      of[i] = ended == 0 ? 1 : epochs.epoch[ended - 1] + 1;
    }
    return of;
  }

  private static @Nullable Object[] row(@Nullable Object... cells) {
    return cells;
  }

  private static @Nullable Double at(double @Nullable [] column, int i) {
    return column == null ? null : (Double) column[i];
  }
}
