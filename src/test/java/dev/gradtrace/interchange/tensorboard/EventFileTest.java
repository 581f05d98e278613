package dev.gradtrace.interchange.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.LossCurve.BatchLoss;
import dev.gradtrace.training.EpochEnd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.Event;

class EventFileTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05.5Z");

  private static final LossCurve CURVE =
      new LossCurve(
          List.of(
              new BatchLoss(1, 0.75),
              new BatchLoss(2, Double.NaN),
              new BatchLoss(3, 1e300),
              new BatchLoss(4, 0.25)),
          List.of(
              new EpochEnd(0, 0, 1.5, 0.5, Double.NaN, Double.NaN),
              new EpochEnd(1, 4, 0.5, 0.75, Double.POSITIVE_INFINITY, Double.NaN)));

  @Test
  void beginsWithItsVersion() throws IOException {
    Event first = events(CURVE).get(0);
    assertThat(first.getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(first.getWallTime()).isEqualTo(START.toEpochMilli() / 1e3);
  }

  @Test
  void leavesOutWhatIsNotFinite() throws IOException {
    List<Event> events = events(CURVE);
    assertThat(EventFileReader.series(events, "loss/batch"))
        .isEqualTo(Map.of(1L, 0.75f, 4L, 0.25f));
    assertThat(EventFileReader.series(events, "loss/training"))
        .isEqualTo(Map.of(0L, 1.5f, 4L, 0.5f));
    assertThat(EventFileReader.series(events, "accuracy/training"))
        .isEqualTo(Map.of(0L, 0.5f, 4L, 0.75f));
    assertThat(EventFileReader.series(events, "loss/validation")).isEmpty();
    assertThat(EventFileReader.series(events, "accuracy/validation")).isEmpty();
  }

  @Test
  void ascendsInStepsWhichAreSpreadOverTheRun() throws IOException {
    List<Event> events = events(CURVE);
    List<Event> steps = events.subList(1, events.size());
    assertThat(steps.stream().map(Event::getStep)).containsExactly(0L, 1L, 2L, 3L, 4L);
    double start = START.toEpochMilli() / 1e3;
    for (Event event : steps) {
      assertThat(event.getWallTime()).isCloseTo(start + 2 * event.getStep(), within(1e-6));
    }
  }

  @Test
  void isReadableBeforeTheFirstStep() throws IOException {
    assertThat(events(new LossCurve(List.of(), List.of()))).hasSize(1);
  }

  @Test
  void hasANameTensorBoardLooksFor() {
    assertThat(EventFile.name(START, "job")).isEqualTo("events.out.tfevents.1767323045.job");
  }

  /** The check value of the catalogue of parametrised CRC algorithms. */
  @Test
  void isCheckedByTheRightChecksum() {
    EventFileReader.Castagnoli crc = new EventFileReader.Castagnoli();
    crc.update("123456789".getBytes(StandardCharsets.US_ASCII), 0, 9);
    assertThat(crc.getValue()).isEqualTo(0xe3069283L);
  }

  private static List<Event> events(LossCurve curve) throws IOException {
    NetworkSpec network = new NetworkSpec(2, List.of(LayerSpec.of(1, Elementwise.SIGMOID)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new EventFile(curve, GradientTrace.empty(network), START, START.plusSeconds(8)).writeTo(bytes);
    return EventFileReader.read(bytes.toByteArray());
  }
}
