package dev.gradtrace.web.jobs;

import dev.gradtrace.gradient.curvature.Curvature;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.trace.CurvatureSeries;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.web.media.CsvWriter;
import dev.gradtrace.web.media.Stepwise;
import dev.gradtrace.web.media.Table;
import dev.gradtrace.web.media.Tabular;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "CurvatureSeries",
    description =
        "The largest eigenvalue of the Hessian at the kept steps of a run, before each step's update, on its own mini-batch with its masks, l2 included. All arrays of one answer have one length.")
record CurvatureSeriesView(
    @Schema(description = "Id of the job.") String jobId,
    @Schema(description = "Whether the job is finished, so that no more will come.")
        boolean complete,
    @Schema(description = "Number of the step, from 1.") long[] step,
    @Schema(description = "λ, the largest eigenvalue; null where the Hessian is not finite.")
        double[] sharpness,
    @Schema(
            description =
                "‖Hv − λv‖/|λ|, at most 1e-6 unless 500 products with the Hessian did not suffice.")
        double[] residual,
    @Schema(description = "Samples of the step's mini-batch, on which it was measured.")
        int[] samples,
    @Schema(description = "η of the step.") double[] learningRate,
    @Schema(
            description =
                "The sharpness up to which descent at this rate is stable on a quadratic cost: 2/η, with momentum β 2(1+β)/η, with Nesterov's 2(1+β)/((1+2β)η); null for adaptive optimizers.")
        double[] bound)
    implements Tabular, Stepwise {

  static final int NUMBERS_PER_STEP = 6;

  private static final List<String> COLUMNS =
      List.of("step", "sharpness", "residual", "samples", "learningRate", "bound");

  static CurvatureSeriesView of(TrainingJob job, CurvatureSeries series) {
    return new CurvatureSeriesView(
        job.id(),
        job.status().isFinished(),
        series.steps(),
        series.column(Curvature::sharpness),
        series.column(Curvature::residual),
        series.samples(),
        series.learningRates(),
        bounds(job, series));
  }

  /** The stability bound at each step; NaN where the optimizer has none. */
  static double[] bounds(TrainingJob job, CurvatureSeries series) {
    Optimizer optimizer = job.spec().training().optimizer();
    return Arrays.stream(series.learningRates()).map(optimizer::largestStableCurvature).toArray();
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
    return new Table(COLUMNS, IntStream.range(0, step.length).mapToObj(this::row));
  }

  private @Nullable Object[] row(int i) {
    return new @Nullable Object[] {
      step[i], sharpness[i], residual[i], samples[i], learningRate[i], bound[i]
    };
  }
}
