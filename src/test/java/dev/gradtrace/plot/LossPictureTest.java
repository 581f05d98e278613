package dev.gradtrace.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.LossCurve.BatchLoss;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossPictureTest {

  private static final double NONE = Double.NaN;
  private static final String TRAINING = Palette.CATEGORICAL.get(0);
  private static final String VALIDATION = Palette.CATEGORICAL.get(1);

  private static List<BatchLoss> batches(int count, double first) {
    return LongStream.rangeClosed(1, count).mapToObj(n -> new BatchLoss(n, first / n)).toList();
  }

  private static List<EpochEnd> epochs(int count, double accuracy, double validation) {
    return IntStream.rangeClosed(0, count)
        .mapToObj(n -> new EpochEnd(n, n * 10, 1.0 / (n + 1), accuracy, validation / (n + 1), NONE))
        .toList();
  }

  private static Drawing drawn(List<BatchLoss> batches, List<EpochEnd> epochs) {
    return Drawing.of(new LossPicture("a job", new LossCurve(batches, epochs)));
  }

  @Test
  void drawsWhatWasMeasuredAndNamesIt() {
    Drawing drawing = drawn(batches(30, 1), epochs(3, NONE, 2));
    assertThat(drawing.texts())
        .contains("a job", "3 epochs", "loss", "step", "training", "validation", "mini-batch")
        .doesNotContain("accuracy");
    assertThat(drawing.lines(Palette.BACKGROUND_LINE)).isNotEmpty();
    assertThat(drawing.lines(TRAINING)).isNotEmpty();
    assertThat(drawing.dots(VALIDATION)).isGreaterThanOrEqualTo(4);
  }

  @Test
  void leavesOutWhatWasNotMeasured() {
    Drawing drawing = drawn(batches(30, 1), epochs(3, NONE, NONE));
    assertThat(drawing.texts()).doesNotContain("validation", "accuracy");
    assertThat(drawing.lines(VALIDATION)).isEmpty();
  }

  @Test
  void drawsAccuraciesInAPanelOfTheirOwn() {
    Drawing drawing = drawn(batches(30, 1), epochs(3, 0.75, NONE));
    assertThat(drawing.texts()).contains("accuracy", "loss", "1.0");
    assertThat(drawing.texts().stream().filter("training"::equals)).hasSize(1);
  }

  @Test
  void drawsLossesOfManyDecadesOnALogarithmicScale() {
    assertThat(drawn(batches(30, 1e6), epochs(3, NONE, NONE)).texts()).contains("10⁵", "1");
    assertThat(drawn(batches(3, 1), epochs(3, NONE, NONE)).texts()).contains("0.4", "0.6");
  }

  @Test
  void drawsLossesThatReachZeroOnALinearScale() {
    List<BatchLoss> batches = List.of(new BatchLoss(1, 1000), new BatchLoss(2, 0));
    assertThat(drawn(batches, List.of()).texts()).contains("0", "1,000");
  }

  @Test
  void keepsThePeaksOfManyMiniBatches() {
    List<BatchLoss> batches =
        LongStream.rangeClosed(1, LossCurve.MAX_BATCHES)
            .mapToObj(n -> new BatchLoss(n, n == 7777 ? 5 : 1 + n % 2 * 1e-3))
            .toList();
    LossPicture picture = new LossPicture("", new LossCurve(batches, List.of()));
    String line =
        Drawing.of(picture).lines(Palette.BACKGROUND_LINE).stream()
            .max(Comparator.comparingInt(String::length))
            .orElseThrow();
    double[] heights =
        Arrays.stream(line.split("[ML]"))
            .filter(point -> !point.isBlank())
            .mapToDouble(point -> Double.parseDouble(point.strip().split(" ")[1]))
            .toArray();
    assertThat(heights).hasSizeLessThan(1300);
    double lowest = Arrays.stream(heights).max().orElseThrow();
    assertThat(Arrays.stream(heights).min().orElseThrow()).isLessThan(lowest - 200);
  }

  @Test
  void drawsADivergingRunUpToItsEnd() {
    List<BatchLoss> batches =
        List.of(
            new BatchLoss(1, 1),
            new BatchLoss(2, 1e150),
            new BatchLoss(3, 1e300),
            new BatchLoss(4, Double.POSITIVE_INFINITY));
    Drawing drawing = drawn(batches, List.of());
    assertThat(drawing.texts()).contains("10¹⁰⁰", "4 points; at step 4 the loss is not finite");
  }

  @Test
  void drawsASinglePoint() {
    assertThat(drawn(batches(1, 0.5), List.of()).dots(Palette.BACKGROUND_LINE)).isPositive();
    assertThat(drawn(List.of(), epochs(0, NONE, NONE)).dots(TRAINING)).isPositive();
  }

  @Test
  void saysSoWhenThereIsNothing() {
    assertThat(drawn(List.of(), List.of()).texts()).contains("Nothing has been recorded yet.");
    assertThat(drawn(batches(2, Double.NaN), List.of()).texts()).contains("No loss was finite.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\" onload=\"alert(1)",
        "]]>&amp;<!--",
        "<a href=\"javascript:alert(1)\">x</a>",
        "\\( x^2 \\)",
        "id=\"d1\" 0.123456"
      })
  void writesNamesAsTheyAre(String name) {
    Drawing drawing =
        Drawing.of(new LossPicture(name, new LossCurve(batches(3, 1), epochs(1, 0.5, 1))));
    assertThat(drawing.texts()).contains(name);
    assertThat(drawing.all("script")).isEmpty();
    assertThat(drawing.all("a")).isEmpty();
    assertThat(drawing.root().hasAttribute("onload")).isFalse();
  }

  @Test
  void survivesWhatXmlCannotSay() {
    Drawing drawing =
        Drawing.of(new LossPicture("a\u0000b\ud800c\uffff🙂", new LossCurve(List.of(), List.of())));
    assertThat(drawing.texts()).contains("a�b�c�🙂");
  }

  @Test
  void shortensANameThatDoesNotFit() {
    Drawing drawing =
        Drawing.of(new LossPicture("name ".repeat(1000), new LossCurve(List.of(), List.of())));
    assertThat(drawing.texts().get(0)).hasSizeLessThan(100).endsWith("…");
    assertThat(drawing.all("title").get(0).getTextContent()).hasSize(5000);
  }

  @Test
  void isAsLargeAsAskedFor() {
    LossPicture picture = new LossPicture("", new LossCurve(batches(3, 1), epochs(1, 0.5, 1)));
    for (Size size : List.of(new Size(200, 200), new Size(4000, 4000))) {
      Drawing drawing = Drawing.of(picture.svg(size));
      assertThat(drawing.root().getAttribute("width")).isEqualTo("" + size.width());
      assertThat(drawing.root().getAttribute("height")).isEqualTo("" + size.height());
    }
  }

  @ParameterizedTest
  @CsvSource({"199, 500, /width", "500, 4001, /height"})
  void refusesSizesNobodyCanSee(int width, int height, String pointer) {
    assertThatThrownBy(() -> new Size(width, height))
        .isInstanceOfSatisfying(
            InvalidSpec.class,
            refused ->
                assertThat(refused.faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.pointer()).isEqualTo(pointer)));
  }
}
