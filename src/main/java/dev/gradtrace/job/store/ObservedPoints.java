package dev.gradtrace.job.store;

import dev.gradtrace.gradient.curvature.Curvature;
import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.job.observed.ObservedPoint;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.storage.Sql;
import dev.gradtrace.trace.CurvatureSeries;
import dev.gradtrace.trace.DistributionSelection;
import dev.gradtrace.trace.Distributions;
import dev.gradtrace.trace.DistributionsFormat;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.LossCurve.BatchLoss;
import dev.gradtrace.trace.SpreadPoints;
import dev.gradtrace.trace.TraceSelection;
import dev.gradtrace.trace.TraceSpec;
import dev.gradtrace.trace.TracedStep;
import dev.gradtrace.trace.TracedStepFormat;
import dev.gradtrace.training.StepCurvature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The points of observed runs, one row each. */
record ObservedPoints(JdbcTemplate jdbc) {

  /** Rows in memory together while reading. */
  private static final int ROWS_AT_ONCE = 200;

  private static final long BEFORE_ALL = -1;

  private static final String HEADER = "header";

  /**
   * Adds a point or replaces the one at its step.
   *
   * @return its size in bytes
   */
  long put(String id, ObservedPoint point) {
    byte[] bytes = TracedStepFormat.write(point.traced(), point.network());
    if (point.replaces()) {
      jdbc.update("delete from observed_points where run_id = ? and step = ?", id, point.step());
    }
    Curvature curvature = point.measured().curvature();
    jdbc.update(
        "insert into observed_points (run_id, step, number, loss, training_loss, learning_rate,"
            + " sharpness, residual, bytes) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        point.step(),
        point.number(),
        point.traced().loss(),
        known(point.sent().trainingLoss()),
        known(point.sent().learningRate()),
        curvature == null ? null : curvature.sharpness(),
        curvature == null ? null : curvature.residual(),
        bytes);
    return bytes.length;
  }

  /**
   * Stores the distributions of the last point.
   *
   * @return their size in bytes
   */
  long put(String id, @Nullable Distributions of) {
    if (of == null) {
      return 0;
    }
    List<Object[]> rows = new ArrayList<>();
    long step = of.steps()[0];
    rows.add(new Object[] {id, step, HEADER, DistributionsFormat.header(of)});
    for (Tensor tensor : of.selection().of()) {
      rows.add(new Object[] {id, step, tensor.label(), DistributionsFormat.part(of, tensor)});
    }
    jdbc.batchUpdate(
        "insert into observed_distributions (run_id, step, part, bytes) values (?, ?, ?, ?)", rows);
    return rows.stream().mapToLong(row -> ((byte[]) row[3]).length).sum();
  }

  /** Stores the curvature of a stored point. */
  void put(String id, long step, Curvature curvature) {
    jdbc.update(
        "update observed_points set sharpness = ?, residual = ? where run_id = ? and step = ?",
        curvature.sharpness(),
        curvature.residual(),
        id,
        step);
  }

  /**
   * Deletes distributions and curvature of points where these have become too dense.
   *
   * @param number of the newest point with them
   * @return bytes of the deleted distributions
   */
  long thin(String id, int number, TraceSpec trace) {
    SpreadPoints measured = SpreadPoints.ofCurvature(trace.steps());
    if (measured.dropsAt(number)) {
      jdbc.update(
          "update observed_points set sharpness = null, residual = null where run_id = ?"
              + " and residual is not null and mod(number, ?) <> 0",
          id,
          measured.stride(number + 1));
    }
    SpreadPoints counted = SpreadPoints.of(trace.distributions());
    if (!counted.dropsAt(number)) {
      return 0;
    }
    String dropped =
        " from observed_distributions where run_id = ? and step in (select step from"
            + " observed_points where run_id = ? and mod(number, ?) <> 0)";
    Object[] which = {id, id, counted.stride(number + 1)};
    Long bytes =
        jdbc.queryForObject(
            "select coalesce(sum(octet_length(bytes)), 0)" + dropped, Long.class, which);
    jdbc.update("delete" + dropped, which);
    return Objects.requireNonNull(bytes);
  }

  /**
   * The last point of a run.
   *
   * @param number of points before it; -1 if there is none
   * @param bytes of its row
   */
  record Place(int number, long bytes) {}

  Place last(String id) {
    // H2 uses an index for the order only if all of its columns are listed.
    List<Place> found =
        jdbc.query(
            "select number, octet_length(bytes) from observed_points where run_id = ? order by"
                + " run_id desc, step desc limit 1",
            (row, place) -> new Place(row.getInt(1), row.getLong(2)),
            id);
    return found.isEmpty() ? new Place(-1, 0) : found.get(0);
  }

  /** Bytes of the distributions of a point. */
  long distributionBytes(String id, long step) {
    Long bytes =
        jdbc.queryForObject(
            "select coalesce(sum(octet_length(bytes)), 0) from observed_distributions where run_id"
                + " = ? and step = ?",
            Long.class,
            id,
            step);
    return Objects.requireNonNull(bytes);
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }

  /** The last point before a step, without metrics; null if there is none. */
  @Nullable TracedStep before(String id, long step, NetworkSpec network) {
    TraceSelection flow = TraceSelection.all(network).withoutMetrics();
    List<TracedStep> found =
        jdbc.query(
            "select bytes from observed_points where run_id = ? and step < ? order by run_id desc,"
                + " step desc limit 1",
            (row, place) -> TracedStepFormat.read(row.getBytes(1), network, flow),
            id,
            step);
    return found.isEmpty() ? null : found.get(0);
  }

  /** The losses of all points. */
  LossCurve lossCurve(String id) {
    return new LossCurve(
        jdbc.query(
            "select step, loss, training_loss, learning_rate from observed_points where run_id = ?"
                + " order by step",
            (row, place) ->
                new BatchLoss(
                    row.getLong(1),
                    row.getDouble(2),
                    Sql.number(row, "training_loss"),
                    Sql.number(row, "learning_rate")),
            id),
        List.of());
  }

  /**
   * The curvature at the points that have it.
   *
   * @param samples number of samples in the batch
   */
  CurvatureSeries curvature(String id, int samples) {
    return new CurvatureSeries(
        1,
        jdbc.query(
            "select step, learning_rate, sharpness, residual from observed_points where run_id = ?"
                + " and residual is not null order by step",
            (row, place) ->
                new StepCurvature(
                    row.getLong(1),
                    Sql.number(row, "learning_rate"),
                    new Curvature(
                        row.getDouble("sharpness"),
                        Double.NaN,
                        0,
                        row.getDouble("residual"),
                        samples)),
            id));
  }

  /** A part of the distributions at the points that have them. */
  Distributions distributions(String id, DistributionSelection selection) {
    List<Object> arguments = new ArrayList<>(List.of(id, HEADER));
    selection.of().forEach(of -> arguments.add(of.label()));
    Map<Long, Map<String, byte[]>> found = new LinkedHashMap<>();
    jdbc.query(
        "select step, part, bytes from observed_distributions where run_id = ? and part in (%s)"
                .formatted(String.join(", ", Collections.nCopies(1 + selection.of().size(), "?")))
            + " order by step",
        row -> {
          found
              .computeIfAbsent(row.getLong(1), first -> new LinkedHashMap<>())
              .put(row.getString(2), row.getBytes(3));
        },
        arguments.toArray());
    return Distributions.joined(
        selection, found.values().stream().map(parts -> read(selection, parts)).toList());
  }

  private static Distributions read(DistributionSelection selection, Map<String, byte[]> found) {
    Map<Tensor, byte[]> parts = new EnumMap<>(Tensor.class);
    for (Tensor of : selection.of()) {
      byte[] part = found.get(of.label());
      if (part != null) {
        parts.put(of, part);
      }
    }
    return DistributionsFormat.read(selection, Objects.requireNonNull(found.get(HEADER)), parts);
  }

  /** A part of the trace of all points. */
  GradientTrace trace(String id, NetworkSpec network, TraceSelection selection) {
    List<TracedStep> steps = new ArrayList<>();
    long last = BEFORE_ALL;
    int found;
    do {
      List<TracedStep> some =
          jdbc.query(
              "select bytes from observed_points where run_id = ? and step > ? order by run_id,"
                  + " step limit ?",
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
