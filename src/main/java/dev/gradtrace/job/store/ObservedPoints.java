package dev.gradtrace.job.store;

import dev.gradtrace.job.observed.ObservedPoint;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.storage.Sql;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.LossCurve.BatchLoss;
import dev.gradtrace.trace.TraceSelection;
import dev.gradtrace.trace.TracedStep;
import dev.gradtrace.trace.TracedStepFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The points of observed runs, a row each. */
record ObservedPoints(JdbcTemplate jdbc) {

  /** Rows that are in memory together while they are read. */
  private static final int ROWS_AT_ONCE = 200;

  private static final long BEFORE_ALL = -1;

  /**
   * Adds a point, or puts it in place of the one at its step.
   *
   * @return how many bytes more are kept than before
   */
  long put(String id, NetworkSpec network, ObservedPoint point) {
    byte[] bytes = TracedStepFormat.write(point.traced(), network);
    Place last = last(id);
    if (point.replaces()) {
      jdbc.update("delete from observed_points where run_id = ? and step = ?", id, point.step());
    }
    jdbc.update(
        "insert into observed_points (run_id, step, number, loss, training_loss, learning_rate,"
            + " bytes) values (?, ?, ?, ?, ?, ?, ?)",
        id,
        point.step(),
        point.replaces() ? last.number : last.number + 1,
        point.traced().loss(),
        known(point.sent().trainingLoss()),
        known(point.sent().learningRate()),
        bytes);
    return point.replaces() ? bytes.length - last.bytes : bytes.length;
  }

  /**
   * Where a point stands.
   *
   * @param number of points before it
   * @param bytes of its row
   */
  private record Place(int number, long bytes) {}

  private Place last(String id) {
    List<Place> found =
        jdbc.query(
            "select number, octet_length(bytes) from observed_points where run_id = ? order by step"
                + " desc limit 1",
            (row, place) -> new Place(row.getInt(1), row.getLong(2)),
            id);
    return found.isEmpty() ? new Place(-1, 0) : found.get(0);
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }

  /** The last point before a step, without metrics; null where there is none. */
  @Nullable TracedStep before(String id, long step, NetworkSpec network) {
    TraceSelection flow = TraceSelection.all(network).withoutMetrics();
    List<TracedStep> found =
        jdbc.query(
            "select bytes from observed_points where run_id = ? and step < ? order by step desc"
                + " limit 1",
            (row, place) -> TracedStepFormat.read(row.getBytes(1), network, flow),
            id,
            step);
    return found.isEmpty() ? null : found.get(0);
  }

  /** The losses of all points. */
  LossCurve lossCurve(String id) {
    return new LossCurve(
        jdbc.query(
            "select step, loss, training_loss from observed_points where run_id = ? order by step",
            (row, place) ->
                new BatchLoss(row.getLong(1), row.getDouble(2), Sql.number(row, "training_loss")),
            id),
        List.of());
  }

  /** Part of the trace of all points. */
  GradientTrace trace(String id, NetworkSpec network, TraceSelection selection) {
    List<TracedStep> steps = new ArrayList<>();
    long last = BEFORE_ALL;
    int found;
    do {
      List<TracedStep> some =
          jdbc.query(
              "select bytes from observed_points where run_id = ? and step > ? order by step limit ?",
              (row, place) -> TracedStepFormat.read(row.getBytes(1), network, selection),
              id,
              last,
              ROWS_AT_ONCE);
      steps.addAll(some);
      found = some.size();
      last = found == 0 ? last : some.get(found - 1).step();
    } while (found == ROWS_AT_ONCE);
    return TracedStep.trace(network, selection, steps);
  }
}
