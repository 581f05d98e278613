package dev.gradtrace.web.report;

import dev.gradtrace.contract.Named;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.plot.FlowProfile;
import dev.gradtrace.plot.HeatMap;
import dev.gradtrace.plot.LossPicture;
import dev.gradtrace.plot.Picture;
import dev.gradtrace.plot.Sketch;
import dev.gradtrace.plot.Waterfall;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve.BatchLoss;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.wording.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Charts of a run. */
enum Chart {
  LOSS_CURVE("Loss", (title, run) -> new LossPicture(title, run.curve()), Chart::losses),
  GRADIENT_PROFILE(
      "The gradient in each layer",
      (title, run) -> new FlowProfile(title, run.trace(), Metric.DELTA_LOG10, run.layers()),
      Chart::profile),
  WATERFALL(
      "Where the gradient was lost",
      (title, run) -> new Waterfall(title, run.trace(), run.depth()),
      run -> new Waterfall("", run.trace(), run.depth()).summary()),
  HEAT_MAP(
      "Every layer at every recorded step",
      (title, run) -> new HeatMap(title, run.trace(), Metric.DELTA_LOG10, run.layers()),
      Chart::layersOverSteps);

  static final Named<Chart> ALL = Named.of("chart", Chart.class);

  private static final String NOTHING = "Nothing has been recorded yet.";

  private final String title;
  private final BiFunction<String, RunRecords, Picture> picture;
  private final Function<RunRecords, String> summary;

  Chart(
      String title,
      BiFunction<String, RunRecords, Picture> picture,
      Function<RunRecords, String> summary) {
    this.title = title;
    this.picture = picture;
    this.summary = summary;
  }

  String title() {
    return title;
  }

  /** The chart as SVG in colours that follow the page's theme. */
  String draw(RunRecords run, Function<Sketch, String> draw) {
    Picture drawn = picture.apply(run.job().title(), run);
    return PagePicture.of(draw.apply(drawn.sketch(drawn.preferredSize())), Named.word(this));
  }

  /** A description of the chart in sentences made from its numbers. */
  String summary(RunRecords run) {
    String said = summary.apply(run);
    return said.isEmpty() ? NOTHING : said;
  }

  private static String losses(RunRecords run) {
    List<EpochEnd> epochs = run.curve().epochs();
    List<BatchLoss> batches = run.curve().batches();
    List<String> said = new ArrayList<>();
    if (epochs.isEmpty()) {
      if (!batches.isEmpty()) {
        said.add(
            fromTo(
                "Loss of mini-batches",
                batches.get(0).loss(),
                batches.get(batches.size() - 1).loss()));
      }
    } else {
      addColumn("Training loss", epochs, EpochEnd::trainingLoss, said);
      addColumn("Validation loss", epochs, EpochEnd::validationLoss, said);
      addColumn("Training accuracy", epochs, EpochEnd::trainingAccuracy, said);
      addColumn("Validation accuracy", epochs, EpochEnd::validationAccuracy, said);
    }
    return String.join(" ", said);
  }

  private static void addColumn(
      String name, List<EpochEnd> epochs, ToDoubleFunction<EpochEnd> column, List<String> said) {
    double first = column.applyAsDouble(epochs.get(0));
    double last = column.applyAsDouble(epochs.get(epochs.size() - 1));
    if (!Double.isNaN(first) || !Double.isNaN(last)) {
      said.add(fromTo(name, first, last));
    }
  }

  private static String profile(RunRecords run) {
    GradientTrace trace = run.trace();
    if (trace.size() == 0) {
      return "";
    }
    int depth = run.depth();
    return "log₁₀ of the norm of δ at step %s: %s in layer 1, %s in layer %s."
        .formatted(
            trace.steps()[0],
            Figures.number(trace.series(1, Metric.DELTA_LOG10)[0]),
            Figures.number(trace.series(depth, Metric.DELTA_LOG10)[0]),
            depth);
  }

  private static String layersOverSteps(RunRecords run) {
    GradientTrace trace = run.trace();
    int last = trace.size() - 1;
    if (last < 0) {
      return "";
    }
    int depth = run.depth();
    double[] lowest = trace.series(1, Metric.DELTA_LOG10);
    double[] highest = trace.series(depth, Metric.DELTA_LOG10);
    return "log₁₀ of the norm of δ of %s layers at %s recorded steps, from step %s to %s. %s %s"
        .formatted(
            depth,
            trace.size(),
            trace.steps()[0],
            trace.steps()[last],
            fromTo("Layer 1", lowest[0], lowest[last]),
            fromTo("Layer " + depth, highest[0], highest[last]));
  }

  private static String fromTo(String what, double first, double last) {
    return "%s: from %s to %s.".formatted(what, Figures.number(first), Figures.number(last));
  }
}
