package dev.gradtrace.plot;

import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.LossCurve.BatchLoss;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.wording.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * The losses of a run over its steps: those after each epoch in front of those of mini-batches;
 * below them the accuracies, if measured.
 *
 * @param title name of the run
 */
public record LossPicture(String title, LossCurve curve) implements Picture {

  private static final Size LOSS_ALONE = new Size(900, 480);
  private static final Size WITH_ACCURACY = new Size(900, 680);
  private static final List<Double> HEIGHTS = List.of(3.0, 2.0);

  /** Of epochs: training and validation, losses and accuracies. */
  private static final int LINES_OF_EPOCHS = 4;

  /** Number of epochs up to which points are marked by dots. */
  private static final int MOST_DOTS = 60;

  @Override
  public Size preferredSize() {
    return accuracies().isEmpty() ? LOSS_ALONE : WITH_ACCURACY;
  }

  @Override
  public Sketch sketch(Size size) {
    Sheet sheet = new Sheet(size, title, subtitle());
    if (Extent.of(losses()) == null) {
      boolean empty = curve.batches().isEmpty() && curve.epochs().isEmpty();
      return sheet.saying(empty ? Sheet.NOTHING_YET : "No loss was finite.");
    }
    List<Series> accuracies = accuracies();
    return accuracies.isEmpty()
        ? sheet.with(lossPanel("step"))
        : sheet.stacked(List.of(lossPanel(""), accuracyPanel(accuracies)), HEIGHTS);
  }

  /** Most bytes for the lines and dots of a run. */
  static long bytesOfMarks(long steps, long epochs) {
    long points =
        Math.min(Series.MOST_POINTS, steps)
            + LINES_OF_EPOCHS * Math.min(Series.MOST_POINTS, epochs + 1);
    return points * Panel.bytesOf("line")
        + LINES_OF_EPOCHS * Math.min(MOST_DOTS, epochs + 1) * Panel.bytesOf("point");
  }

  private String subtitle() {
    String text = length();
    return curve.batches().stream()
        .filter(batch -> !Double.isFinite(batch.loss()))
        .findFirst()
        .map(batch -> text + "; at step " + batch.step() + " the loss is not finite")
        .orElse(text);
  }

  /** In epochs; without any, as of a run that is trained elsewhere, in points. */
  private String length() {
    List<EpochEnd> epochs = curve.epochs();
    return epochs.isEmpty()
        ? Figures.counted(curve.batches().size(), "point")
        : Figures.counted(epochs.get(epochs.size() - 1).epoch(), "epoch");
  }

  private DoubleStream losses() {
    return DoubleStream.concat(
        curve.batches().stream().mapToDouble(BatchLoss::loss),
        curve.epochs().stream()
            .flatMapToDouble(end -> DoubleStream.of(end.trainingLoss(), end.validationLoss())));
  }

  private Panel lossPanel(String nameOfSteps) {
    Quantity loss = Quantity.ofLosses(losses());
    List<Series> series = new ArrayList<>();
    List<BatchLoss> batches = curve.batches();
    if (!batches.isEmpty()) {
      series.add(
          new Series(
                  "mini-batch",
                  Palette.BACKGROUND_LINE,
                  0.4,
                  false,
                  batches.stream().mapToDouble(BatchLoss::step).toArray(),
                  batches.stream().mapToDouble(BatchLoss::loss).map(loss::place).toArray())
              .thinned());
    }
    series.addAll(ofEpochs(EpochEnd::trainingLoss, EpochEnd::validationLoss, loss::place));
    return overSteps(nameOfSteps, series)
        .axis("y", "loss", loss.ticks(Extent.of(losses().map(loss::place))));
  }

  private List<Series> accuracies() {
    return ofEpochs(
        EpochEnd::trainingAccuracy, EpochEnd::validationAccuracy, DoubleUnaryOperator.identity());
  }

  private Panel accuracyPanel(List<Series> accuracies) {
    Extent shown = Quantity.fractions(accuracies.stream().map(Series::y));
    return overSteps("step", accuracies)
        .axis("y", "accuracy", null, shown.low(), shown.high())
        .theme("legend_position", "none");
  }

  private Panel overSteps(String name, List<Series> series) {
    double last =
        DoubleStream.concat(
                curve.batches().stream().mapToDouble(BatchLoss::step),
                curve.epochs().stream().mapToDouble(EpochEnd::step))
            .max()
            .orElse(0);
    Extent steps = new Extent(0, Math.max(1, last));
    Extent shown = steps.withMargin();
    return new Panel().lines(series).axis("x", name, Ticks.steps(steps), shown.low(), shown.high());
  }

  /** The series of training and validation values that were measured. */
  private List<Series> ofEpochs(
      ToDoubleFunction<EpochEnd> training,
      ToDoubleFunction<EpochEnd> validation,
      DoubleUnaryOperator place) {
    List<String> names = List.of("training", "validation");
    List<ToDoubleFunction<EpochEnd>> columns = List.of(training, validation);
    double[] steps = curve.epochs().stream().mapToDouble(EpochEnd::step).toArray();
    List<Series> measured = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      double[] places = curve.epochs().stream().mapToDouble(columns.get(i)).map(place).toArray();
      if (Extent.of(DoubleStream.of(places)) != null) {
        measured.add(
            new Series(
                    names.get(i),
                    Palette.CATEGORICAL.get(i),
                    1.2,
                    places.length <= MOST_DOTS,
                    steps,
                    places)
                .thinned());
      }
    }
    return measured;
  }
}
