package dev.gradtrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.encoding.Format;
import dev.gradtrace.encoding.RecordOutput;
import dev.gradtrace.encoding.UnreadableRecord;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.ParametersFormat;
import dev.gradtrace.training.CheckpointFormat;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Runs;
import dev.gradtrace.training.Step;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.TrainingSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records are decoded as they were encoded, or refused. */
class EncodedRecordsTest {

  private static final TrainingSpec SPEC =
      Runs.xor().optimizer(new Optimizer.Sgd(0.1, 0.9, true)).epochs(6).spec();

  private static final NetworkSpec NETWORK = SPEC.network();

  static Stream<Arguments> records() {
    TrainingRun run = TrainingRun.of(SPEC, Runs.xorData());
    TraceRecorder recorder = new TraceRecorder(NETWORK, TracePolicy.thinned());
    LossRecorder losses = new LossRecorder();
    while (run.hasNext()) {
      if (run.nextObserved() instanceof Step step) {
        recorder.record(step);
        losses.record(step);
      }
    }
    GradientTrace trace = recorder.snapshot();
    byte[] header = TraceFormat.header(trace);
    byte[] column = TraceFormat.column(trace, Metric.DELTA_NORM);
    TraceSelection none = new TraceSelection(List.of(), List.of());
    TraceSelection one = new TraceSelection(List.of(Metric.DELTA_NORM), List.of(2));
    return Stream.of(
        record("checkpoint", CheckpointFormat.write(run.checkpoint()), CheckpointFormat::read),
        record(
            "record of parameters",
            ParametersFormat.write(run.network().parameters()),
            ParametersFormat::read),
        record("loss curve", CurveFormat.write(losses.snapshot()), CurveFormat::read),
        record(
            "header of a gradient trace",
            header,
            bytes -> TraceFormat.read(NETWORK, none, bytes, Map.of())),
        record(
            "column of a gradient trace",
            column,
            bytes -> TraceFormat.read(NETWORK, one, header, Map.of(Metric.DELTA_NORM, bytes))));
  }

  private static Arguments record(String subject, byte[] bytes, Consumer<byte[]> reader) {
    return Arguments.of(subject, Named.of(bytes.length + " bytes", bytes), reader);
  }

  @Test
  void aCurveOfAnEarlierReleaseHasNoMeansOfMiniBatches() {
    RecordOutput first = new Format("loss curve", "GTlc", 1).begin(100);
    first.putInt(1).putPacked(new long[] {1}).putPacked(new double[] {0.5});
    first.putInt(2).putPacked(new long[] {0, 1}).putPacked(new long[] {0, 1});
    for (int column = 1; column <= 4; column++) {
      first.putPacked(new double[] {column, column});
    }
    LossCurve curve = CurveFormat.read(first.finish());
    assertThat(curve.epochs())
        .containsExactly(new EpochEnd(0, 0, 1, 2, 3, 4), new EpochEnd(1, 1, 1, 2, 3, 4));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("records")
  void areReadOnlyIfNothingIsWrongWithThem(String subject, byte[] bytes, Consumer<byte[]> reader) {
    reader.accept(bytes);
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= (byte) (1 << i % Byte.SIZE);
      assertRefused(subject, changed, reader);
      assertRefused(subject, Arrays.copyOf(bytes, i), reader);
    }
  }

  private static void assertRefused(String subject, byte[] bytes, Consumer<byte[]> reader) {
    assertThatThrownBy(() -> reader.accept(bytes))
        .isInstanceOf(UnreadableRecord.class)
        .hasMessageContaining(subject);
  }
}
