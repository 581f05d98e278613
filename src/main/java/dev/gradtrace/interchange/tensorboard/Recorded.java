package dev.gradtrace.interchange.tensorboard;

import dev.gradtrace.gradient.Metric;
import dev.gradtrace.gradient.curvature.Curvature;
import dev.gradtrace.interchange.tensorboard.Sheet.Series;
import dev.gradtrace.trace.CurvatureSeries;
import dev.gradtrace.trace.Distributions;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.LossCurve.BatchLoss;
import dev.gradtrace.training.EpochEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The recorded series of a run.
 *
 * @param trace of all metrics and layers
 * @param distributions of all requested tensors and layers
 */
public record Recorded(
    LossCurve curve,
    GradientTrace trace,
    Distributions distributions,
    CurvatureSeries curvature,
    WallTimes times) {

  /** All series. */
  List<ByStep> all(Map<String, String> meanings) {
    return List.of(
        batches(), epochs(), layers(meanings), new Histograms(distributions), curvatures());
  }

  /** Passes all scalars to {@code to}, tag by tag in ascending steps. */
  public void tell(Scalars to) {
    for (Sheet sheet : List.of(batches(), epochs(), layers(Map.of()), curvatures())) {
      sheet.tellAll(times, to);
    }
  }

  private Sheet batches() {
    List<BatchLoss> batches = curve.batches();
    double[] losses = batches.stream().mapToDouble(BatchLoss::loss).toArray();
    return new Sheet(
        batches.stream().mapToLong(BatchLoss::step).toArray(),
        i -> true,
        List.of(new Series("loss/batch", "Mean cost over the mini-batch of the step.", losses)));
  }

  private Sheet epochs() {
    List<Series> series = new ArrayList<>();
    series.add(
        new Series(
            "loss/training",
            "Mean cost over the training samples.",
            ofEpochs(EpochEnd::trainingLoss)));
    addMeasured(
        series,
        new Series(
            "loss/validation",
            "Mean cost over the validation samples.",
            ofEpochs(EpochEnd::validationLoss)));
    addMeasured(
        series,
        new Series(
            "loss/mean_batch",
            "Mean of the losses of the epoch's mini-batches, in training mode.",
            ofEpochs(EpochEnd::meanBatchLoss)));
    addMeasured(
        series,
        new Series(
            "accuracy/training",
            "Share of the training samples that are classified rightly.",
            ofEpochs(EpochEnd::trainingAccuracy)));
    addMeasured(
        series,
        new Series(
            "accuracy/validation",
            "Share of the validation samples that are classified rightly.",
            ofEpochs(EpochEnd::validationAccuracy)));
    long[] steps = curve.epochs().stream().mapToLong(EpochEnd::step).toArray();
    return new Sheet(steps, i -> true, series);
  }

  private static void addMeasured(List<Series> all, Series series) {
    if (series.isMeasured()) {
      all.add(series);
    }
  }

  private double[] ofEpochs(ToDoubleFunction<EpochEnd> value) {
    return curve.epochs().stream().mapToDouble(value).toArray();
  }

  private Sheet layers(Map<String, String> meanings) {
    List<Series> series = new ArrayList<>();
    addMeasured(series, flow("slopePerLayer", meanings, trace.slopesPerLayer()));
    addMeasured(series, flow("costGradientLog10", meanings, trace.costGradientsLog10()));
    addMeasured(series, flow("noiseScale", meanings, trace.noiseScales()));
    addMeasured(series, flow("slopePerBlock", meanings, trace.slopesPerBlock()));
    for (int k = 1; k <= trace.network().blocks().size(); k++) {
      addMeasured(series, block("inputGradientLog10", meanings, k, trace.blockInputsLog10(k)));
      addMeasured(series, block("outputGradientLog10", meanings, k, trace.blockOutputsLog10(k)));
    }
    for (Metric metric : Metric.values()) {
      String meaning = meanings.getOrDefault(metric.label(), "");
      for (int l = 1; l <= trace.network().depth(); l++) {
        String tag = String.format(Locale.ROOT, "%s/layer_%03d", metric.label(), l);
        addMeasured(series, new Series(tag, meaning, trace.series(l, metric)));
      }
    }
    double[] losses = trace.losses();
    return new Sheet(trace.steps(), i -> !Double.isFinite(losses[i]), series);
  }

  private Sheet curvatures() {
    double[] sharpness = curvature.column(Curvature::sharpness);
    return new Sheet(
        curvature.steps(),
        i -> true,
        List.of(
            new Series(
                "curvature/sharpness",
                "Largest eigenvalue of the Hessian before the update, on the step's mini-batch.",
                sharpness)));
  }

  private static Series block(String name, Map<String, String> meanings, int k, double[] values) {
    String tag = String.format(Locale.ROOT, "%s/block_%03d", name, k);
    return new Series(tag, meanings.getOrDefault(name, ""), values);
  }

  private static Series flow(String name, Map<String, String> meanings, double[] values) {
    return new Series("flow/" + name, meanings.getOrDefault(name, ""), values);
  }
}
