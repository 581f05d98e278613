package dev.gradtrace.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.training.rate.RateAdvice;
import dev.gradtrace.training.rate.RateCurve;
import dev.gradtrace.training.rate.RateCurve.Ending;
import dev.gradtrace.training.rate.RateRange;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RatePictureTest {

  private static final RateRange RANGE = new RateRange(1e-6, 10, 100);

  private static Drawing drawn(Ending ending, double... losses) {
    RateCurve curve = new RateCurve(RANGE, losses, losses, ending);
    return Drawing.of(new RatePicture("a job", RateAdvice.of(curve)));
  }

  @Test
  void drawsTheLossesAndEverySuggestion() {
    double[] valley =
        IntStream.range(0, 100).mapToDouble(k -> 1 + Math.abs(k - 70) / 10.0).toArray();
    Drawing drawing = drawn(Ending.COMPLETED, valley);
    assertThat(drawing.texts())
        .contains("a job", "100 steps, every rate tried", "learning rate", "loss", "smoothed")
        .anyMatch(text -> text.startsWith("valley, 0.0"))
        .anyMatch(text -> text.startsWith("steepest, "))
        .anyMatch(text -> text.startsWith("minimum tenth, "));
    for (int kind = 0; kind <= 3; kind++) {
      assertThat(drawing.lines(Palette.CATEGORICAL.get(kind))).as("line %d", kind).isNotEmpty();
    }
  }

  @Test
  void leavesOutWhatHasNoRate() {
    Drawing drawing = drawn(Ending.COMPLETED, new double[] {0.7, 0.7, 0.7, 0.7});
    assertThat(drawing.texts()).noneMatch(text -> text.contains("valley"));
  }

  @Test
  void saysThatNoLossWasFinite() {
    assertThat(drawn(Ending.NOT_FINITE, Double.NaN).texts())
        .contains("1 of 100 steps, then the loss was not finite", "No loss was finite.");
  }
}
