package dev.gradtrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.encoding.Format;
import dev.gradtrace.encoding.RecordOutput;
import dev.gradtrace.encoding.UnreadableRecord;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.training.Runs;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TraceFormatTest {

  /** Layers 2 and 3 are a residual block. */
  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          2,
          Runs.sigmoids(2, 3, 3, 3, 1).layers(),
          List.of(new ResidualBlock(2, 3, 1, null, ResidualBlock.Position.BEFORE)),
          null,
          0);

  private static final TraceSelection ALL = TraceSelection.all(NETWORK);

  private static final double[] SPECIAL = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    -0.0,
    Double.MIN_VALUE,
    -Double.MAX_VALUE,
    1 / 3.0
  };

  @ParameterizedTest
  @EnumSource(Metric.class)
  void keepsEveryBitOfEveryMetric(Metric metric) {
    GradientTrace trace = trace(40);
    GradientTrace read = TraceFormat.read(NETWORK, ALL, TraceFormat.header(trace), columns(trace));
    assertThat(read.steps()).isEqualTo(trace.steps());
    assertThat(read.epochs()).isEqualTo(trace.epochs());
    assertThat(read.losses()).isEqualTo(trace.losses());
    assertThat(read.slopesPerLayer()).isEqualTo(trace.slopesPerLayer());
    assertThat(read.costGradientsLog10()).isEqualTo(trace.costGradientsLog10());
    assertThat(read.stride()).isEqualTo(trace.stride());
    for (int l = 1; l <= NETWORK.depth(); l++) {
      assertThat(read.series(l, metric)).as("layer %d", l).isEqualTo(trace.series(l, metric));
    }
  }

  @Test
  void keepsATraceWithoutSteps() {
    GradientTrace trace = GradientTrace.empty(NETWORK);
    GradientTrace read = TraceFormat.read(NETWORK, ALL, TraceFormat.header(trace), columns(trace));
    assertThat(read.size()).isZero();
    assertThat(read.series(4, Metric.DELTA_NORM)).isEmpty();
  }

  @Test
  void readsSomeMetricsOfSomeLayers() {
    GradientTrace trace = trace(40);
    TraceSelection some =
        new TraceSelection(List.of(Metric.UPDATE_RATIO, Metric.DELTA_NORM), List.of(4, 2, 4));
    Map<Metric, byte[]> columns = columns(trace);
    columns.keySet().retainAll(some.metrics());
    GradientTrace read = TraceFormat.read(NETWORK, some, TraceFormat.header(trace), columns);
    for (Metric metric : some.metrics()) {
      for (int l : some.layers()) {
        assertThat(read.between(3, 20).series(l, metric))
            .as("%s of layer %d", metric, l)
            .isEqualTo(trace.between(3, 20).series(l, metric));
      }
    }
    assertThat(read.thinnedTo(5).losses()).isEqualTo(trace.thinnedTo(5).losses());
    assertThatThrownBy(() -> read.series(1, Metric.DELTA_NORM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("deltaNorm of layer 1 was not selected");
    assertThatThrownBy(() -> read.series(2, Metric.WEIGHT_NORM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weightNorm of layer 2 was not selected");
    assertThatThrownBy(() -> TraceRecorder.from(read, TracePolicy.thinned()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsTheFlowAndTheNoiseScaleToGoOnWith() {
    GradientTrace trace = trace(4);
    GradientTrace read = TraceFormat.read(NETWORK, ALL, TraceFormat.header(trace), columns(trace));
    assertThat(read.noiseScales()).isEqualTo(trace.noiseScales());
    assertThat(read.slopesPerBlock()).isEqualTo(trace.slopesPerBlock());
    assertThat(read.blockInputsLog10(1)).isEqualTo(trace.blockInputsLog10(1));
    assertThat(read.blockOutputsLog10(1)).isEqualTo(trace.blockOutputsLog10(1));
    assertThat(read.noise()).isEqualTo(trace.noise());
  }

  @Test
  void whatAnEarlierReleaseDidNotMeasureHasNoValue() {
    RecordOutput first = new Format("header of a gradient trace", "GTth", 1).begin(100);
    first.putInt(NETWORK.depth()).putLong(1).putInt(2);
    first.putPacked(new long[] {1, 2}).putPacked(new long[] {1, 1});
    for (int column = 1; column <= 3; column++) {
      first.putPacked(new double[] {column, column});
    }
    GradientTrace read = TraceFormat.read(NETWORK, ALL, first.finish(), Map.of());
    assertThat(read.slopesPerLayer()).containsExactly(2, 2);
    assertThat(read.costGradientsLog10()).containsExactly(3, 3);
    assertThat(read.noiseScales()).containsExactly(Double.NaN, Double.NaN);
    assertThat(read.blockInputsLog10(1)).containsExactly(Double.NaN, Double.NaN);
    assertThat(read.series(2, Metric.SAMPLE_COSINE)).containsExactly(Double.NaN, Double.NaN);
    assertThat(TraceRecorder.from(read, TracePolicy.thinned()).snapshot().steps())
        .containsExactly(1, 2);
  }

  @Test
  void refusesWhatDoesNotBelongTogether() {
    GradientTrace trace = trace(5);
    byte[] header = TraceFormat.header(trace);
    Map<Metric, byte[]> columns = columns(trace);
    assertRefused(
        "it is of 4 layers, but the network has 3",
        () -> TraceFormat.read(Runs.sigmoids(2, 3, 3, 1), ALL, header, columns));
    assertRefused(
        "it was not written together with the header",
        () -> TraceFormat.read(NETWORK, ALL, TraceFormat.header(trace(6)), columns));
    assertRefused(
        "it was not written together with the header",
        () -> TraceFormat.read(NETWORK, ALL, TraceFormat.header(trace.between(1, 4)), columns));
    columns.put(Metric.DELTA_NORM, TraceFormat.column(trace, Metric.WEIGHT_NORM));
    assertRefused(
        "it is of weightNorm, not of deltaNorm",
        () -> TraceFormat.read(NETWORK, ALL, header, columns));
  }

  private static void assertRefused(String reason, Runnable reading) {
    assertThatThrownBy(reading::run)
        .isInstanceOf(UnreadableRecord.class)
        .hasMessageEndingWith("of a gradient trace is damaged: " + reason);
  }

  /** A trace whose numbers differ between layers, metrics and steps. */
  private static GradientTrace trace(int points) {
    TracePoint[] made = new TracePoint[points];
    Arrays.setAll(made, i -> point(2 * i + 1));
    return new GradientTrace(NETWORK, 2, ALL, List.of(made), new NoiseScale(1.0 / 3, 0.1));
  }

  private static TracePoint point(int step) {
    double[] values = new double[ALL.size()];
    Arrays.setAll(values, i -> SPECIAL[(step + i) % SPECIAL.length] + i);
    values[step % values.length] = SPECIAL[step % SPECIAL.length];
    FlowPoint flow =
        new FlowPoint(
            1.0 / step, Double.NaN, -step, Math.sqrt(step), new double[] {step / 3.0, step / 7.0});
    return new TracePoint(step, 1 + step / 9, -step, flow, values);
  }

  private static Map<Metric, byte[]> columns(GradientTrace trace) {
    Map<Metric, byte[]> columns = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      columns.put(metric, TraceFormat.column(trace, metric));
    }
    return columns;
  }
}
