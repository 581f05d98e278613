package dev.gradtrace.web.distributions;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.gradtrace.gradient.distribution.Distribution;
import dev.gradtrace.gradient.distribution.NumberFormat;
import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.trace.Distributions;
import dev.gradtrace.web.media.CsvWriter;
import dev.gradtrace.web.media.Table;
import dev.gradtrace.web.media.Tabular;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * @param kept the distributions that the table is made of
 */
@Schema(
    name = "DistributionSeries",
    description =
        "How the entries of one tensor were distributed over octaves in every layer at the kept steps of a run,"
            + " before each step's update. All arrays of one answer have one length.")
record DistributionSeriesView(
    @Schema(description = "Id of the job.") String jobId,
    @Schema(description = "Whether the job is finished, so that no more will come.")
        boolean complete,
    @Schema(description = "What is counted.") String of,
    @Schema(description = "Number of the step, from 1.") long[] step,
    @Schema(description = "The layers asked for.") List<LayerView> layers,
    @JsonIgnore Distributions kept)
    implements Tabular {

  private static final List<String> COLUMNS = List.of("step", "layer", "sign", "exponent", "count");

  /** Numbers of a distribution besides the counts; estimate. */
  private static final int OTHER_NUMBERS = 13;

  @Schema(
      name = "LayerDistributionSeries",
      description = "One layer at every step: the members of Distribution, each as an array.")
  record LayerView(
      @Schema(description = "Number of the layer, 1…L.") int layer,
      @Schema(description = "Number of neurons.") int units,
      @Schema(description = "Name of the activation.") String activation,
      @Schema(description = "All entries: zero + nonFinite + Σ negative + Σ positive.")
          long[] count,
      @Schema(description = "Entries that are 0.") int[] zero,
      @Schema(description = "Entries that are NaN or infinite.") int[] nonFinite,
      @Schema(
              description =
                  "Exponent of the lowest octave that holds an entry; null, like all that follows from it, where"
                      + " there is none.")
          List<@Nullable Integer> firstExponent,
      @Schema(
              description =
                  "negative[step][k]: entries with 2^(firstExponent+k) ≤ −x < 2^(firstExponent+k+1).")
          List<int[]> negative,
      @Schema(
              description =
                  "positive[step][k]: entries with 2^(firstExponent+k) ≤ x < 2^(firstExponent+k+1); as long as"
                      + " negative, up to the highest octave that holds an entry.")
          List<int[]> positive,
      @Schema(description = "Least |x| that is not 0, as the nearest double.") double[] minAbs,
      @Schema(description = "Greatest |x|, as the nearest double; null beyond their range.")
          double[] maxAbs,
      @Schema(description = "log₁₀ of the least |x| that is not 0, exact at any depth.")
          double[] minAbsLog10,
      @Schema(description = "log₁₀ of the greatest |x|, exact at any depth.") double[] maxAbsLog10,
      @Schema(description = "Share of the entries that are not 0 with |x| ≤ 2⁻¹⁵⁰.")
          double[] belowFloat32,
      @Schema(description = "The same with |x| ≤ 2⁻¹³⁴.") double[] belowBfloat16,
      @Schema(description = "The same with |x| ≤ 2⁻²⁵.") double[] belowFloat16,
      @Schema(description = "The same with |x| ≥ 65520.") double[] aboveFloat16) {

    private static LayerView of(int l, NetworkSpec network, List<Distribution> series) {
      return new LayerView(
          l,
          network.width(l),
          network.layer(l).activation().label(),
          series.stream().mapToLong(Distribution::count).toArray(),
          whole(series, Distribution::zero),
          whole(series, Distribution::nonFinite),
          listed(series, counted -> counted.isEmpty() ? null : counted.firstExponent()),
          series.stream().map(Distribution::negative).toList(),
          series.stream().map(Distribution::positive).toList(),
          real(series, Distribution::minAbs),
          real(series, Distribution::maxAbs),
          real(series, Distribution::minAbsLog10),
          real(series, Distribution::maxAbsLog10),
          real(series, counted -> counted.shareLost(NumberFormat.FLOAT32)),
          real(series, counted -> counted.shareLost(NumberFormat.BFLOAT16)),
          real(series, counted -> counted.shareLost(NumberFormat.FLOAT16)),
          real(series, Distribution::shareAboveFloat16));
    }

    private static int[] whole(List<Distribution> series, ToIntFunction<Distribution> member) {
      return series.stream().mapToInt(member).toArray();
    }

    private static double[] real(List<Distribution> series, ToDoubleFunction<Distribution> member) {
      return series.stream().mapToDouble(member).toArray();
    }

    private static List<@Nullable Integer> listed(
        List<Distribution> series, Function<Distribution, @Nullable Integer> member) {
      List<@Nullable Integer> values = new ArrayList<>();
      series.forEach(counted -> values.add(member.apply(counted)));
      return values;
    }
  }

  /** How many numbers an answer holds. */
  static long numbers(Distributions kept) {
    Tensor of = kept.selection().of().get(0);
    return kept.selection().layers().stream()
        .flatMap(l -> kept.series(of, l).stream())
        .mapToLong(counted -> OTHER_NUMBERS + 2L * counted.octaves())
        .sum();
  }

  static DistributionSeriesView of(TrainingJob job, Distributions kept) {
    NetworkSpec network = job.spec().training().network();
    Tensor of = kept.selection().of().get(0);
    return new DistributionSeriesView(
        job.id(),
        job.status().isFinished(),
        of.label(),
        kept.steps(),
        kept.selection().layers().stream()
            .map(l -> LayerView.of(l, network, kept.series(of, l)))
            .toList(),
        kept);
  }

  @Override
  public void writeTo(CsvWriter table) throws IOException {
    new Table(COLUMNS, rows()).writeTo(table);
  }

  private Stream<@Nullable Object[]> rows() {
    Tensor tensor = kept.selection().of().get(0);
    List<Integer> numbers = kept.selection().layers();
    Stream.Builder<Stream<@Nullable Object[]>> steps = Stream.builder();
    for (int i = 0; i < step.length; i++) {
      int at = i;
      steps.add(numbers.stream().flatMap(l -> rows(step[at], l, kept.at(at, tensor, l)).stream()));
    }
    return steps.build().flatMap(Function.identity());
  }

  /**
   * Rows that count every entry once: for 0 without an exponent, for non-finite entries also
   * without a sign.
   */
  private static List<@Nullable Object[]> rows(long step, int l, Distribution counted) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int k = counted.octaves() - 1; k >= 0; k--) {
      add(rows, step, l, -1, counted.firstExponent() + k, counted.negative()[k]);
    }
    add(rows, step, l, 0, null, counted.zero());
    for (int k = 0; k < counted.octaves(); k++) {
      add(rows, step, l, 1, counted.firstExponent() + k, counted.positive()[k]);
    }
    add(rows, step, l, null, null, counted.nonFinite());
    return rows;
  }

  private static void add(List<@Nullable Object[]> rows, @Nullable Object... row) {
    if (!Integer.valueOf(0).equals(row[row.length - 1])) {
      rows.add(row);
    }
  }
}
