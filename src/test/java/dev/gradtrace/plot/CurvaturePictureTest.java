package dev.gradtrace.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.gradient.curvature.Curvature;
import dev.gradtrace.trace.CurvatureSeries;
import dev.gradtrace.training.StepCurvature;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurvaturePictureTest {

  private static final String SHARPNESS = Palette.CATEGORICAL.get(0);
  private static final String BOUND = Palette.CATEGORICAL.get(1);

  private static Drawing drawn(double bound, double... sharpness) {
    List<StepCurvature> points =
        IntStream.range(0, sharpness.length)
            .mapToObj(
                i ->
                    new StepCurvature(
                        10 * i + 1, 0.1, new Curvature(sharpness[i], Double.NaN, 9, 1e-7, 32)))
            .toList();
    double[] bounds = new double[sharpness.length];
    Arrays.fill(bounds, bound);
    return Drawing.of(new CurvaturePicture("a job", new CurvatureSeries(10, points), bounds));
  }

  @Test
  void drawsTheSharpnessBesideItsBound() {
    Drawing drawing = drawn(20, 3, 9, 19, 21);
    assertThat(drawing.texts()).contains("a job", "sharpness", "bound", "step", "λ");
    assertThat(drawing.texts())
        .anySatisfy(text -> assertThat(text).contains("each on the 32 samples of its mini-batch"));
    assertThat(drawing.lines(SHARPNESS)).isNotEmpty();
    assertThat(drawing.lines(BOUND)).isNotEmpty();
  }

  @Test
  void drawsNoBoundWhereThereIsNone() {
    Drawing drawing = drawn(Double.NaN, 3, 9, -1);
    assertThat(drawing.texts()).contains("sharpness").doesNotContain("bound");
    assertThat(drawing.lines(BOUND)).isEmpty();
  }

  @Test
  void saysWhyThereIsNothingToDraw() {
    assertThat(drawn(20).texts()).contains(Sheet.NOTHING_YET);
    assertThat(drawn(20, Double.NaN).texts()).contains("No curvature was finite.");
  }
}
