package dev.gradtrace.interchange.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.trace.CurvatureSeries;
import dev.gradtrace.trace.DistributionSelection;
import dev.gradtrace.trace.Distributions;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.LossCurve.BatchLoss;
import dev.gradtrace.training.EpochEnd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.DataClass;
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
  void tellsWhatIsNotFinite() throws IOException {
    List<Event> events = events(CURVE);
    assertThat(EventFileReader.series(events, "loss/batch"))
        .isEqualTo(Map.of(1L, 0.75f, 2L, Float.NaN, 3L, Float.POSITIVE_INFINITY, 4L, 0.25f));
    assertThat(EventFileReader.series(events, "loss/validation"))
        .isEqualTo(Map.of(0L, Float.NaN, 4L, Float.POSITIVE_INFINITY));
  }

  @Test
  void leavesOutWhatWasNeverMeasured() throws IOException {
    List<Event> events = events(CURVE);
    assertThat(EventFileReader.series(events, "loss/training"))
        .isEqualTo(Map.of(0L, 1.5f, 4L, 0.5f));
    assertThat(EventFileReader.series(events, "accuracy/training"))
        .isEqualTo(Map.of(0L, 0.5f, 4L, 0.75f));
    assertThat(EventFileReader.series(events, "accuracy/validation")).isEmpty();
  }

  @Test
  void tellsOfARunThatIsLostAtOnce() throws IOException {
    LossCurve lost = new LossCurve(List.of(new BatchLoss(1, Double.NaN)), List.of());
    assertThat(EventFileReader.series(events(lost), "loss/batch")).isEqualTo(Map.of(1L, Float.NaN));
  }

  @Test
  void tellsANumberThatARunLostButNoneThatDoesNotExist() throws IOException {
    Sheet sheet =
        new Sheet(
            new long[] {1, 2, 3},
            i -> i == 2,
            List.of(new Sheet.Series("ratio", "", new double[] {Double.NaN, 0.5, Double.NaN})));
    List<Integer> values = new ArrayList<>();
    for (long step = 1; step <= 3; step++) {
      Summary summary = new Summary();
      sheet.tell(step, summary);
      values.add(
          org.tensorflow.proto.Summary.parseFrom(summary.toMessage().toByteArray())
              .getValueCount());
    }
    assertThat(values).containsExactly(0, 1, 1);
  }

  @Test
  void ascendsInStepsAndTimes() throws IOException {
    List<Event> events = events(CURVE);
    List<Event> steps = events.stream().filter(EventFileTest::isOfAStep).toList();
    assertThat(steps.stream().map(Event::getStep)).containsExactly(0L, 1L, 2L, 3L, 4L);
    double start = START.toEpochMilli() / 1e3;
    for (Event event : steps) {
      assertThat(event.getWallTime()).isCloseTo(start + 2 * event.getStep(), within(1e-6));
    }
  }

  private static boolean isOfAStep(Event event) {
    return event.getSummary().getValueList().stream()
        .anyMatch(value -> value.getTag().contains("/") && !value.getTag().startsWith("_"));
  }

  @Test
  void describesEachSeriesOnce() throws IOException {
    List<String> described = new ArrayList<>();
    for (Event event : events(CURVE)) {
      event.getSummary().getValueList().stream()
          .filter(value -> !value.getMetadata().getSummaryDescription().isEmpty())
          .forEach(value -> described.add(value.getTag()));
    }
    assertThat(described)
        .containsExactlyInAnyOrder(
            "loss/batch", "loss/training", "loss/validation", "accuracy/training");
  }

  @Test
  void listsTheRunAndLaysOutCharts() throws IOException {
    Map<String, String> plugins = new HashMap<>();
    for (Event event : events(CURVE)) {
      event.getSummary().getValueList().stream()
          .filter(value -> value.getMetadata().getDataClass() == DataClass.DATA_CLASS_TENSOR)
          .forEach(
              value ->
                  plugins.put(value.getTag(), value.getMetadata().getPluginData().getPluginName()));
    }
    assertThat(plugins)
        .isEqualTo(
            Map.of(
                "_hparams_/experiment", "hparams",
                "_hparams_/session_start_info", "hparams",
                "_hparams_/session_end_info", "hparams",
                "custom_scalars__config__", "custom_scalars"));
  }

  /** Each part is written from the records at that time, which are thinned out more and more. */
  @Test
  void isMadeOfPartsWhateverIsThinnedBetweenThem() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    long after = Part.BEGINNING;
    int stride = 1;
    for (int newest : new int[] {1, 3, 4, 4, 9, 16}) {
      LossCurve kept = every(stride, newest);
      Part part = Part.soFar(after, kept);
      file(kept).writeTo(part, file);
      after = part.next();
      stride *= newest >= 4 ? 2 : 1;
    }
    LossCurve whole = every(stride, 20);
    file(whole).writeTo(Part.rest(after), file);
    List<Event> events = EventFileReader.read(file.toByteArray());
    assertThat(EventFileReader.steps(events, "loss/batch"))
        .containsExactly(1L, 2L, 3L, 5L, 9L, 17L, 20L);
    assertThat(EventFileReader.steps(events, "loss/training"))
        .containsExactly(0L, 4L, 8L, 12L, 16L, 20L);
    assertThat(events.stream().filter(event -> !event.getFileVersion().isEmpty())).hasSize(1);
  }

  private static LossCurve every(int stride, int newest) {
    List<BatchLoss> batches = new ArrayList<>();
    for (int step = 1; step <= newest; step++) {
      if ((step - 1) % stride == 0 || step == newest) {
        batches.add(new BatchLoss(step, step));
      }
    }
    List<EpochEnd> epochs = new ArrayList<>();
    for (int epoch = 0; 4 * epoch <= newest; epoch++) {
      epochs.add(new EpochEnd(epoch, 4 * epoch, epoch, Double.NaN, Double.NaN, Double.NaN));
    }
    return new LossCurve(batches, epochs);
  }

  @Test
  void isReadableBeforeTheFirstStep() throws IOException {
    List<Event> events = events(new LossCurve(List.of(), List.of()));
    assertThat(events).noneMatch(EventFileTest::isOfAStep).hasSize(5);
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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    file(curve).writeTo(Part.rest(Part.BEGINNING), bytes);
    return EventFileReader.read(bytes.toByteArray());
  }

  private static EventFile file(LossCurve curve) {
    NetworkSpec network = new NetworkSpec(2, List.of(LayerSpec.of(1, Elementwise.SIGMOID)));
    WallTimes times = WallTimes.from(START).mark(4, START.plusSeconds(8)).build();
    Session session =
        new Session(
            "group", Map.of("learningRate", 0.5, "cost", "quadratic"), Session.Status.SUCCESS);
    return new EventFile(
        new Recorded(
            curve, GradientTrace.empty(network), none(network), CurvatureSeries.EMPTY, times),
        session,
        Map.of());
  }

  private static Distributions none(NetworkSpec network) {
    return Distributions.empty(DistributionSelection.all(List.of(), network));
  }
}
