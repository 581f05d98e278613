package dev.gradtrace.interchange.tensorboard;

import dev.gradtrace.interchange.protobuf.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * The recorded values of a run as a TensorBoard event file: scalars by step, their tags grouped by
 * what they measure ({@code deltaLog10/layer_001}, {@code loss/training}), with hyperparameters and
 * a layout of charts at the beginning.
 *
 * <p>Distributions are histograms ({@code delta/layer_001}).
 *
 * <p>TensorBoard keeps scalars in 32 bits: larger values become infinite. Values of a diverged run
 * are written as NaN or infinite; what was never measured is left out.
 *
 * @param meanings descriptions of metrics, by name
 */
public record EventFile(Recorded run, Session session, Map<String, String> meanings) {

  private static final String VERSION = "brain.Event:2";

  /**
   * Fields of <a
   * href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/util/event.proto">event.proto</a>.
   */
  private static final class Event {
    static final int WALL_TIME = 1;
    static final int STEP = 2;
    static final int FILE_VERSION = 3;
    static final int SUMMARY = 5;
  }

  /** The name of the file, by which TensorBoard recognises event files. */
  public static String name(Instant start, String jobId) {
    return "events.out.tfevents." + start.getEpochSecond() + "." + jobId;
  }

  /** Writes one event for each step of the part that has values, in ascending order. */
  public void writeTo(Part part, OutputStream target) throws IOException {
    RecordFile file = new RecordFile(target);
    if (part.hasBeginning()) {
      file.write(event(0).put(Event.FILE_VERSION, VERSION).toByteArray());
      write(new Summary().add(session.experiment()), 0, file);
      write(new Summary().add(session.start(run.times().at(0))), 0, file);
      write(new Summary().add(ChartLayout.value()), 0, file);
    }
    List<ByStep> all = run.all(meanings);
    TreeSet<Long> steps = new TreeSet<>();
    all.forEach(told -> LongStream.of(told.steps()).forEach(steps::add));
    for (long step : steps) {
      Summary summary = new Summary();
      all.forEach(told -> told.tell(step, summary));
      if (part.has(step)) {
        write(summary, step, file);
      }
    }
    if (part.hasEnd()) {
      long last = steps.isEmpty() ? 0 : steps.last();
      write(new Summary().add(session.end(run.times().at(Long.MAX_VALUE))), last, file);
    }
  }

  private void write(Summary summary, long step, RecordFile file) throws IOException {
    file.write(
        event(step).put(Event.STEP, step).put(Event.SUMMARY, summary.toMessage()).toByteArray());
  }

  private Message event(long step) {
    return new Message().put(Event.WALL_TIME, run.times().at(step));
  }
}
