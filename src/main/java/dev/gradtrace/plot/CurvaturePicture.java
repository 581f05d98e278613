package dev.gradtrace.plot;

import dev.gradtrace.gradient.curvature.Curvature;
import dev.gradtrace.trace.CurvatureSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The sharpness of a run over its steps, with the bound of stable gradient descent.
 *
 * @param title name of the run
 * @param bounds one for each step; NaN for none
 */
public record CurvaturePicture(String title, CurvatureSeries series, double[] bounds)
    implements Picture {

  private static final Size PREFERRED = new Size(900, 480);

  /** Number of points up to which they are marked by dots. */
  private static final int MOST_DOTS = 60;

  @Override
  public Size preferredSize() {
    return PREFERRED;
  }

  @Override
  public Sketch sketch(Size size) {
    Sheet sheet = new Sheet(size, title, subtitle());
    double[] sharpness = series.column(Curvature::sharpness);
    if (Extent.of(DoubleStream.of(sharpness)) == null) {
      return sheet.saying(
          series.points().isEmpty() ? Sheet.NOTHING_YET : "No curvature was finite.");
    }
    return sheet.with(panel(sharpness));
  }

  private String subtitle() {
    int[] samples = series.samples();
    int least = Arrays.stream(samples).min().orElse(0);
    int most = Arrays.stream(samples).max().orElse(0);
    return "largest eigenvalue of the Hessian, each on the %s samples of its mini-batch"
        .formatted(least == most ? most : least + " to " + most);
  }

  private Panel panel(double[] sharpness) {
    double[] steps = Arrays.stream(series.steps()).asDoubleStream().toArray();
    boolean dots = steps.length <= MOST_DOTS;
    List<Series> lines = new ArrayList<>();
    if (Extent.of(DoubleStream.of(bounds)) != null) {
      lines.add(new Series("bound", Palette.CATEGORICAL.get(1), 0.8, false, steps, bounds));
    }
    lines.add(new Series("sharpness", Palette.CATEGORICAL.get(0), 1.2, dots, steps, sharpness));
    Extent shown = new Extent(0, Math.max(1, steps[steps.length - 1])).withMargin();
    return new Panel()
        .lines(lines)
        .axis("x", "step", Ticks.steps(shown), shown.low(), shown.high())
        .axis("y", "λ", null);
  }
}
