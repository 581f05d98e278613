package dev.gradtrace.plot;

import dev.gradtrace.gradient.Metric;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.LossCurve.BatchLoss;
import dev.gradtrace.trace.Traces;
import dev.gradtrace.training.EpochEnd;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What large pictures cost: milliseconds of the first one of each kind and of the median later one,
 * and their size.
 */
public final class PictureCosts {

  private static final int WARM_UP = 30;
  private static final int ROUNDS = 21;

  private PictureCosts() {}

  /** Prints the table. */
  public static void main(String[] arguments) {
    System.out.println("| picture | first, ms | later, ms | kB |\n|---|---|---|---|");
    pictures().forEach((name, picture) -> System.out.println(line(name, picture)));
  }

  private static Map<String, Picture> pictures() {
    Map<String, Picture> pictures = new LinkedHashMap<>();
    pictures.put("loss curve, 10 000 mini-batches, 100 epochs", losses());
    pictures.put("heat map, 100 layers × 500 steps", traced(100));
    pictures.put("heat map, 1000 layers × 500 steps", traced(1000));
    pictures.put(
        "flow, 1000 layers",
        new FlowProfile(
            "",
            traced(1000).trace(),
            Metric.DELTA_LOG10,
            IntStream.rangeClosed(1, 1000).boxed().toList()));
    pictures.put("comparison, 6 cells", CellsPictureTest.picture(CellsPictureTest.depths(6)));
    pictures.put("comparison, 50 cells", CellsPictureTest.picture(CellsPictureTest.depths(50)));
    return pictures;
  }

  private static LossPicture losses() {
    return new LossPicture(
        "",
        new LossCurve(
            LongStream.rangeClosed(1, LossCurve.MAX_BATCHES)
                .mapToObj(n -> new BatchLoss(n, (1.1 + Math.sin(n)) / n))
                .toList(),
            IntStream.rangeClosed(0, 100)
                .mapToObj(n -> new EpochEnd(n, n * 100L, 1.0 / (n + 1), 0.9, 1.1 / (n + 1), 0.8))
                .toList()));
  }

  /** Noisy, so that it compresses badly. */
  private static HeatMap traced(int depth) {
    Traces.Course course = (step, l) -> 0.7 * (l - depth) + step * 7919 * l % 1009 / 300.0;
    return HeatMapTest.deltas(depth, HeatMapTest.steps(500, 20), course);
  }

  private static String line(String name, Picture picture) {
    double first = milliseconds(picture);
    double[] later = new double[ROUNDS];
    for (int i = 0; i < WARM_UP + ROUNDS; i++) {
      later[i % ROUNDS] = milliseconds(picture);
    }
    Arrays.sort(later);
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %.0f | %d |",
        name,
        first,
        later[ROUNDS / 2],
        picture.svg(picture.preferredSize()).length() / 1000);
  }

  private static double milliseconds(Picture picture) {
    long start = System.nanoTime();
    picture.svg(picture.preferredSize());
    return (System.nanoTime() - start) / 1e6;
  }
}
