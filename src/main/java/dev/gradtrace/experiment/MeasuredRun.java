package dev.gradtrace.experiment;

import dev.gradtrace.gradient.Metric;
import dev.gradtrace.job.JobResult;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.training.EpochEnd;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The data of a successful run that a comparison needs.
 *
 * @param figures indexed by the ordinal of {@link Figure}
 * @param layers {@code [l − 1][metric]}, metrics in the order of the query
 */
record MeasuredRun(NetworkSpec network, double[] figures, double[][] layers) {

  /**
   * @param records the trace must have the first and last step, and all between if the query names
   *     a step
   */
  static MeasuredRun of(JobResult result, Records records, Wanted wanted) {
    GradientTrace trace = records.trace();
    double[] figures = new double[Figure.values().length];
    figures[Figure.SLOPE_FORECAST.ordinal()] = Double.NaN;
    figures[Figure.TRAINING_LOSS.ordinal()] = result.trainingLoss();
    figures[Figure.TRAINING_ACCURACY.ordinal()] = result.trainingAccuracy();
    figures[Figure.VALIDATION_LOSS.ordinal()] = result.validationLoss();
    figures[Figure.VALIDATION_ACCURACY.ordinal()] = result.validationAccuracy();
    figures[Figure.EPOCHS_TO_LOSS.ordinal()] = epochsTo(wanted.loss(), records.curve());
    figures[Figure.FIRST_SLOPE.ordinal()] = first(trace.slopesPerLayer());
    figures[Figure.LAST_SLOPE.ordinal()] = last(trace.slopesPerLayer());
    figures[Figure.FIRST_COST_GRADIENT.ordinal()] = first(trace.costGradientsLog10());
    figures[Figure.LAST_COST_GRADIENT.ordinal()] = last(trace.costGradientsLog10());
    figures[Figure.FIRST_BLOCK_SLOPE.ordinal()] = first(trace.slopesPerBlock());
    figures[Figure.LAST_BLOCK_SLOPE.ordinal()] = last(trace.slopesPerBlock());
    figures[Figure.LAST_NOISE_SCALE.ordinal()] = last(trace.noiseScales());
    figures[Figure.FIRST_SHARPNESS.ordinal()] = records.curvature().first();
    figures[Figure.LAST_SHARPNESS.ordinal()] = records.curvature().last();
    figures[Figure.EDGE_DISTANCE.ordinal()] = records.curvature().edgeDistance();
    int at = wanted.step() == null ? 0 : lastUpTo(wanted.step(), trace.steps());
    double[][] layers = new double[trace.network().depth()][];
    for (int l = 1; l <= layers.length; l++) {
      int layer = l;
      layers[l - 1] =
          wanted.metrics().stream()
              .mapToDouble(metric -> entry(trace.series(layer, metric), at))
              .toArray();
    }
    return new MeasuredRun(trace.network(), figures, layers);
  }

  /** The figures by name; NaN if undefined. */
  Map<Figure, Double> byFigure() {
    Map<Figure, Double> byFigure = new EnumMap<>(Figure.class);
    for (Figure figure : Figure.values()) {
      byFigure.put(figure, figures[figure.ordinal()]);
    }
    return byFigure;
  }

  /** The records of a run. */
  record Records(LossCurve curve, GradientTrace trace, CurvatureFigures curvature) {}

  /** The values needed of every run. */
  record Wanted(double loss, List<Metric> metrics, @Nullable Long step) {}

  /** Index of the last recorded step up to {@code step}; 0 if all are later. */
  private static int lastUpTo(long step, long[] recorded) {
    int at = 0;
    while (at + 1 < recorded.length && recorded[at + 1] <= step) {
      at++;
    }
    return at;
  }

  private static double epochsTo(double loss, LossCurve curve) {
    return curve.epochs().stream()
        .filter(epoch -> epoch.trainingLoss() <= loss)
        .mapToDouble(EpochEnd::epoch)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static double entry(double[] series, int at) {
    return at < series.length ? series[at] : Double.NaN;
  }

  private static double first(double[] series) {
    return entry(series, 0);
  }

  private static double last(double[] series) {
    return series.length == 0 ? Double.NaN : series[series.length - 1];
  }
}
