package dev.gradtrace.trace;

import dev.gradtrace.encoding.Format;
import dev.gradtrace.encoding.RecordInput;
import dev.gradtrace.encoding.RecordOutput;
import dev.gradtrace.gradient.distribution.Distribution;
import dev.gradtrace.gradient.distribution.NumberFormat;
import dev.gradtrace.gradient.distribution.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Encodes distributions as bytes: a header, and a part for each tensor. Layers are compressed
 * separately, so that those that are not selected can be skipped.
 */
public final class DistributionsFormat {

  private static final Format HEADER = new Format("header of distributions", "GTdh", 1);
  private static final Format PART = new Format("distributions of a tensor", "GTdp", 1);

  private static final int FORMATS = NumberFormat.values().length;

  /**
   * Numbers per distribution besides counts: octaves, zeros, non-finite entries, first exponent,
   * entries above float16.
   */
  private static final int OTHER_NUMBERS = 5;

  private DistributionsFormat() {}

  /** The header: all but the distributions. */
  public static byte[] header(Distributions kept) {
    RecordOutput out = HEADER.begin(16L * kept.size());
    out.putLong(kept.stride()).putInt(kept.size());
    out.putPacked(kept.steps());
    out.putPacked(kept.points().stream().mapToLong(DistributionPoint::samples).toArray());
    return out.finish();
  }

  /** The part of a tensor: all its layers. */
  public static byte[] part(Distributions kept, Tensor of) {
    List<Integer> layers = kept.selection().layers();
    RecordOutput out = PART.begin((long) layers.size() * kept.size() * Double.BYTES);
    out.putText(of.label()).putInt(layers.size()).putInt(kept.size()).putLong(kept.lastStep());
    for (int l : layers) {
      List<Distribution> series = kept.series(of, l);
      long[] numbers = series.stream().flatMapToLong(DistributionsFormat::numbers).toArray();
      out.putInt(numbers.length).putPacked(numbers);
      out.putPacked(series.stream().mapToDouble(counted -> counted.extremes().least()).toArray());
      out.putPacked(
          series.stream().mapToDouble(counted -> counted.extremes().greatest()).toArray());
    }
    return out.finish();
  }

  private static LongStream numbers(Distribution counted) {
    int[] head = {
      counted.octaves(),
      counted.zero(),
      counted.nonFinite(),
      counted.firstExponent(),
      counted.aboveFloat16()
    };
    return Stream.of(head, counted.lost(), counted.negative(), counted.positive())
        .flatMapToInt(IntStream::of)
        .asLongStream();
  }

  /**
   * Decodes a selection.
   *
   * @param header header that was written together with the parts
   * @param parts parts of the selected tensors
   * @throws dev.gradtrace.encoding.UnreadableRecord if the bytes are damaged, no distributions, or
   *     do not belong together
   */
  public static Distributions read(
      DistributionSelection selection, byte[] header, Map<Tensor, byte[]> parts) {
    RecordInput in = HEADER.open(header);
    long stride = in.getLong();
    int count = in.getCount();
    long[] steps = in.getPackedLongs(count);
    long[] samples = in.getPackedLongs(count);
    in.end();
    List<DistributionPoint> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      points.add(
          new DistributionPoint(steps[i], (int) samples[i], new Distribution[selection.size()]));
    }
    Distributions kept = new Distributions(selection, stride, points);
    for (Tensor of : selection.of()) {
      byte[] part = parts.get(of);
      if (part == null) {
        throw in.damaged("there are no distributions of " + of.label());
      }
      fill(kept, of, part);
    }
    return kept;
  }

  private static void fill(Distributions kept, Tensor of, byte[] part) {
    RecordInput in = PART.open(part);
    String label = in.getText();
    if (!label.equals(of.label())) {
      throw in.damaged("it is of %s, not of %s".formatted(label, of.label()));
    }
    int depth = in.getCount();
    if (in.getInt() != kept.size() || in.getLong() != kept.lastStep()) {
      throw in.damaged("it was not written together with the header");
    }
    for (int l = 1; l <= depth; l++) {
      int length = in.getCount();
      if (kept.selection().hasLayer(l)) {
        fill(kept, kept.selection().index(of, l), length, in);
      } else {
        in.skipPacked(length);
        in.skipPacked(kept.size());
        in.skipPacked(kept.size());
      }
    }
    in.end();
  }

  private static void fill(Distributions kept, int index, int length, RecordInput in) {
    Numbers numbers = new Numbers(in.getPackedLongs(length), in);
    double[] least = in.getPackedDoubles(kept.size());
    double[] greatest = in.getPackedDoubles(kept.size());
    for (int i = 0; i < least.length; i++) {
      kept.points().get(i).values()[index] =
          numbers.next(new Distribution.Extremes(least[i], greatest[i]));
    }
    numbers.end();
  }

  /** Reads the output of {@link #numbers}. */
  private static final class Numbers {

    private final long[] numbers;
    private final RecordInput in;
    private int at;

    Numbers(long[] numbers, RecordInput in) {
      this.numbers = numbers;
      this.in = in;
    }

    Distribution next(Distribution.Extremes extremes) {
      int[] head = next(OTHER_NUMBERS);
      int[] lost = next(FORMATS);
      int[] negative = next(head[0]);
      int[] positive = next(head[0]);
      return new Distribution(
          head[1], head[2], head[3], negative, positive, extremes, lost, head[4]);
    }

    private int[] next(int count) {
      if (count < 0 || count > numbers.length - at) {
        throw in.damaged("it ends too early");
      }
      int[] next = new int[count];
      for (int i = 0; i < count; i++) {
        next[i] = (int) numbers[at++];
      }
      return next;
    }

    void end() {
      if (at != numbers.length) {
        throw in.damaged("there are %s numbers too many".formatted(numbers.length - at));
      }
    }
  }
}
