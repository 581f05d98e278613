package dev.gradtrace.plot;

import dev.gradtrace.training.rate.RateAdvice;
import dev.gradtrace.training.rate.RateCurve;
import dev.gradtrace.training.rate.RateSuggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * The losses of a learning-rate test over the rates; vertical lines mark suggested rates.
 *
 * @param title name of the job
 */
public record RatePicture(String title, RateAdvice advice) implements Picture {

  private static final Size PREFERRED = new Size(900, 480);

  @Override
  public Size preferredSize() {
    return PREFERRED;
  }

  @Override
  public Sketch sketch(Size size) {
    Sheet sheet = new Sheet(size, title, subtitle());
    return Extent.of(losses()) == null ? sheet.saying("No loss was finite.") : sheet.with(panel());
  }

  private String subtitle() {
    RateCurve curve = advice.curve();
    int length = curve.length();
    String steps = length + " of " + curve.range().steps() + " steps";
    return switch (curve.stoppedBecause()) {
      case COMPLETED -> length + " steps, every rate tried";
      case LOSS_EXPLODED -> steps + ", then the smoothed loss was four times its least";
      case NOT_FINITE -> steps + ", then the loss was not finite";
    };
  }

  private DoubleStream losses() {
    return Arrays.stream(advice.curve().losses());
  }

  private Panel panel() {
    RateCurve curve = advice.curve();
    Quantity loss = Quantity.ofLosses(losses());
    double[] rates = Arrays.stream(curve.rates()).map(Math::log10).toArray();
    Extent heights = Extent.of(losses().map(loss::place));
    List<Series> series = new ArrayList<>();
    series.add(
        line(
            "loss of the batch",
            Palette.BACKGROUND_LINE,
            0.6,
            rates,
            places(curve.losses(), loss)));
    series.add(
        line(
            "smoothed",
            Palette.CATEGORICAL.get(0),
            1.4,
            rates,
            places(curve.smoothedLosses(), loss)));
    if (heights != null) {
      addSuggestions(heights.opened(), series);
    }
    Extent across = Extent.of(series.stream().flatMapToDouble(line -> Arrays.stream(line.x())));
    return new Panel()
        .lines(series)
        .axis("x", "learning rate", across == null ? null : Ticks.logarithmic(across))
        .axis("y", "loss", loss.ticks(heights));
  }

  private void addSuggestions(Extent heights, List<Series> series) {
    RateSuggestion recommended = advice.recommended();
    int colour = 1;
    for (RateSuggestion suggestion : advice.suggestions()) {
      Double rate = suggestion.learningRate();
      if (rate != null && rate > 0) {
        double at = Math.log10(rate);
        series.add(
            line(
                name(suggestion),
                Palette.CATEGORICAL.get(colour),
                suggestion.equals(recommended) ? 1.2 : 0.6,
                new double[] {at, at},
                new double[] {heights.low(), heights.high()}));
      }
      colour++;
    }
  }

  private static String name(RateSuggestion suggestion) {
    String rule = suggestion.rule().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return String.format(Locale.ROOT, "%s, %.3g", rule, suggestion.learningRate());
  }

  private static double[] places(double[] losses, Quantity loss) {
    return Arrays.stream(losses).map(loss::place).toArray();
  }

  private static Series line(String name, String colour, double width, double[] x, double[] y) {
    return new Series(name, colour, width, false, x, y);
  }
}
