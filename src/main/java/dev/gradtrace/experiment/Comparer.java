package dev.gradtrace.experiment;

import dev.gradtrace.experiment.ComparedCell.ComparedLayer;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.job.JobResult;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.job.UnknownJob;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.trace.TraceSelection;
import dev.gradtrace.validation.Deadline;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares the cells of an experiment; reads one run at a time and keeps the data of one cell. */
final class Comparer {

  /** Numbers in a {@link Measure}: mean, deviation, count and ratio. */
  private static final int NUMBERS_PER_MEASURE = 4;

  private final TrainingJobs jobs;
  private final Experiment experiment;
  private final ComparisonQuery query;
  private final SlopeForecasts forecasts = new SlopeForecasts();

  Comparer(TrainingJobs jobs, Experiment experiment, ComparisonQuery query) {
    this.jobs = jobs;
    this.experiment = experiment;
    this.query = query;
  }

  Comparison compare() {
    int baseline = baseline();
    double loss = query.loss() == null ? finalLoss(baseline) : query.loss();
    MeasuredRun.Wanted wanted = new MeasuredRun.Wanted(loss, query.metrics(), query.step());
    ComparedCell reference = cell(baseline, wanted);
    List<ComparedCell> cells =
        IntStream.range(0, (int) experiment.plan().size())
            .mapToObj(cell -> against(reference, cell == baseline ? reference : cell(cell, wanted)))
            .toList();
    return new Comparison(experiment, baseline, loss, cells);
  }

  private int baseline() {
    if (query.baseline() == null) {
      return 0;
    }
    return experiment.runs().stream()
        .filter(run -> run.id().equals(query.baseline()))
        .mapToInt(Run::cell)
        .findFirst()
        .orElseThrow(
            () -> InvalidSpec.meaningless("baseline", "is not the id of a run of this experiment"));
  }

  private double finalLoss(int cell) {
    return Measure.of(
            succeeded(cell)
                .map(Comparer::result)
                .mapToDouble(result -> result == null ? Double.NaN : result.trainingLoss())
                .toArray())
        .mean();
  }

  private Stream<Run> runs(int cell) {
    return experiment.runs().stream().filter(run -> run.cell() == cell);
  }

  private Stream<Run> succeeded(int cell) {
    return runs(cell).filter(run -> run.is(JobStatus.SUCCEEDED));
  }

  private static @Nullable JobResult result(Run run) {
    return run.outcome() == null ? null : run.outcome().result();
  }

  private ComparedCell cell(int cell, MeasuredRun.Wanted wanted) {
    Map<Run, MeasuredRun> byRun = new LinkedHashMap<>();
    succeeded(cell).forEach(run -> measure(run, wanted, byRun));
    List<MeasuredRun> measured = List.copyOf(byRun.values());
    Map<Figure, Measure> figures = new EnumMap<>(Figure.class);
    for (Figure figure : Figure.values()) {
      figures.put(
          figure, of(measured.stream().mapToDouble(run -> run.figures()[figure.ordinal()])));
    }
    if (!measured.isEmpty()) {
      double forecast = forecasts.of(measured.get(0).network());
      figures.put(Figure.SLOPE_FORECAST, of(measured.stream().mapToDouble(run -> forecast)));
    }
    List<ComparedLayer> layers =
        measured.isEmpty() ? List.of() : layers(measured.get(0).network(), measured);
    Map<Run, Map<Figure, Double>> ofRuns = new LinkedHashMap<>();
    byRun.forEach((run, values) -> ofRuns.put(run, values.byFigure()));
    return new ComparedCell(cell, runs(cell).toList(), ofRuns, figures, layers);
  }

  /** Measures a run, unless its job has been deleted. */
  private void measure(Run run, MeasuredRun.Wanted wanted, Map<Run, MeasuredRun> measured) {
    JobResult result = result(run);
    if (run.jobId() == null || result == null) {
      return;
    }
    Deadline.check();
    try {
      NetworkSpec network =
          measured.values().stream().findFirst().map(MeasuredRun::network).orElse(null);
      measured.put(
          run,
          MeasuredRun.of(
              result,
              new MeasuredRun.Records(
                  jobs.lossCurve(run.jobId()),
                  jobs.trace(run.jobId(), selection(run.jobId(), network)),
                  curvature(run.jobId())),
              wanted));
    } catch (UnknownJob deleted) {
      return;
    }
  }

  private CurvatureFigures curvature(String jobId) {
    return CurvatureFigures.of(
        jobs.curvature(jobId), jobs.get(jobId).spec().training().optimizer());
  }

  private TraceSelection selection(String jobId, @Nullable NetworkSpec known) {
    NetworkSpec network = known == null ? jobs.get(jobId).spec().training().network() : known;
    if (known == null) {
      query.room().accept(NUMBERS_PER_MEASURE * ((long) network.depth() * query.metrics().size()));
    }
    return new TraceSelection(
        query.metrics(),
        IntStream.rangeClosed(1, network.depth()).boxed().toList(),
        query.step() == null ? TraceSelection.Steps.ENDS : TraceSelection.Steps.ALL);
  }

  private List<ComparedLayer> layers(NetworkSpec network, List<MeasuredRun> measured) {
    List<ComparedLayer> layers = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) {
      Map<Metric, Measure> metrics = new EnumMap<>(Metric.class);
      for (int i = 0; i < query.metrics().size(); i++) {
        double[] values = new double[measured.size()];
        for (int run = 0; run < values.length; run++) {
          values[run] = measured.get(run).layers()[l - 1][i];
        }
        metrics.put(query.metrics().get(i), Measure.of(values));
      }
      layers.add(
          new ComparedLayer(l, network.width(l), network.layer(l).activation().label(), metrics));
    }
    return layers;
  }

  private static Measure of(DoubleStream values) {
    return Measure.of(values.toArray());
  }

  private static ComparedCell against(ComparedCell baseline, ComparedCell cell) {
    Map<Figure, Measure> figures = new EnumMap<>(Figure.class);
    cell.figures()
        .forEach(
            (figure, measure) ->
                figures.put(
                    figure,
                    measure.against(
                        baseline.figures().getOrDefault(figure, Measure.NONE), figure.scale())));
    List<ComparedLayer> layers =
        cell.layers().stream().map(layer -> against(baseline.layers(), layer)).toList();
    return new ComparedCell(cell.cell(), cell.runs(), cell.measured(), figures, layers);
  }

  private static ComparedLayer against(List<ComparedLayer> baseline, ComparedLayer layer) {
    Map<Metric, Measure> reference =
        layer.layer() <= baseline.size() ? baseline.get(layer.layer() - 1).metrics() : Map.of();
    Map<Metric, Measure> metrics = new EnumMap<>(Metric.class);
    layer
        .metrics()
        .forEach(
            (metric, measure) ->
                metrics.put(
                    metric,
                    measure.against(
                        reference.getOrDefault(metric, Measure.NONE), Scale.of(metric))));
    return new ComparedLayer(layer.layer(), layer.units(), layer.activation(), metrics);
  }
}
