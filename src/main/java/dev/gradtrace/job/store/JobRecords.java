package dev.gradtrace.job.store;

import dev.gradtrace.gradient.Metric;
import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.job.Model;
import dev.gradtrace.job.Recording;
import dev.gradtrace.job.Report;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.metrics.JobMetrics;
import dev.gradtrace.job.observed.ObservedPoint;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.network.ParametersFormat;
import dev.gradtrace.storage.Payloads;
import dev.gradtrace.trace.CurvatureFormat;
import dev.gradtrace.trace.CurvatureSeries;
import dev.gradtrace.trace.CurveFormat;
import dev.gradtrace.trace.DistributionSelection;
import dev.gradtrace.trace.Distributions;
import dev.gradtrace.trace.DistributionsFormat;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.TraceFormat;
import dev.gradtrace.trace.TraceSelection;
import dev.gradtrace.training.Checkpoint;
import dev.gradtrace.training.CheckpointFormat;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Recordings, initial parameters and checkpoints of jobs, as byte arrays stored beside them. */
final class JobRecords {

  private static final String START = "start";
  private static final String CHECKPOINT = "checkpoint";
  private static final String CURVE = "curve";
  private static final String FILE = "file";
  private static final String MODEL = "model";
  private static final String TRACE = "trace";
  private static final String CURVATURE = "curvature";
  private static final String DISTRIBUTIONS = "distributions";

  private final Payloads payloads;
  private final ObservedPoints points;
  private final JobMetrics metrics;

  JobRecords(JdbcTemplate template, JobMetrics metrics) {
    this.metrics = metrics;
    this.payloads = new Payloads(template, "job_payloads");
    this.points = new ObservedPoints(template);
  }

  /**
   * Stores the initial parameters of a job, if it was given any.
   *
   * @return how many bytes
   */
  long putStart(TrainingJob job) {
    Parameters start = job.spec().training().parameters();
    return start == null ? 0 : payloads.put(job.id(), START, ParametersFormat.write(start));
  }

  /** The initial parameters of a run; null if none were given. */
  @Nullable Parameters start(String id) {
    byte[] start = payloads.get(id, START);
    return start == null ? null : ParametersFormat.read(start);
  }

  /** A job with its initial parameters, which its stored specification may lack. */
  TrainingJob withStart(TrainingJob job) {
    Parameters start = start(job.id());
    return start == null ? job : job.withParameters(start);
  }

  /**
   * Stores the recording and the checkpoint of a report.
   *
   * @return bytes that stay when the job has ended
   */
  long put(String id, Report report) {
    Map<String, Supplier<byte[]>> news = new LinkedHashMap<>();
    Recording recording = report.recording();
    if (recording != null) {
      news.put(CURVE, () -> CurveFormat.write(recording.lossCurve()));
      if (!recording.curvature().points().isEmpty()) {
        news.put(CURVATURE, () -> CurvatureFormat.write(recording.curvature()));
      }
      news.put(MODEL, () -> ModelFormat.write(recording.model()));
      news.put(TRACE, () -> TraceFormat.header(recording.trace()));
      for (Metric metric : Metric.values()) {
        news.put(column(metric), () -> TraceFormat.column(recording.trace(), metric));
      }
      put(recording.distributions(), news);
    }
    long stays = news.isEmpty() ? 0 : payloads.putAll(id, news);
    Checkpoint checkpoint = report.checkpoint();
    long goes =
        checkpoint == null ? 0 : payloads.put(id, CHECKPOINT, CheckpointFormat.write(checkpoint));
    if (stays + goes > 0) {
      metrics.checkpointed(stays + goes);
    }
    return stays;
  }

  private static void put(Distributions kept, Map<String, Supplier<byte[]>> news) {
    if (!kept.isNone()) {
      news.put(DISTRIBUTIONS, () -> DistributionsFormat.header(kept));
    }
    for (Tensor of : kept.selection().of()) {
      news.put(part(of), () -> DistributionsFormat.part(kept, of));
    }
  }

  /**
   * Stores the model at a point of an observed run beside that of the point before, and the file it
   * was sent in; the parameters of the first point become the start.
   *
   * @return change of the stored bytes
   */
  long putPoint(String id, Model model, ObservedPoint point) {
    byte[] bytes = ModelFormat.write(model);
    byte[] file = point.sent().file();
    Map<String, Supplier<byte[]>> news = new LinkedHashMap<>();
    news.put(turn(point.number()), () -> bytes);
    long more = point.replaces() || point.number() > 1 ? 0 : bytes.length;
    if (point.number() == 0) {
      byte[] start = ParametersFormat.write(model.parameters());
      news.put(START, () -> start);
      more += point.replaces() ? 0 : start.length;
    }
    long before = point.seen().fileBytes();
    if (file != null) {
      news.put(FILE, () -> file);
    } else if (before > 0) {
      payloads.delete(id, List.of(FILE));
    }
    payloads.putAll(id, news);
    return more - before + (file == null ? 0 : file.length);
  }

  /** The name under which a point's model is stored; alternates between two. */
  private static String turn(int number) {
    return MODEL + "/" + number % 2;
  }

  /** Bytes of the file that the last point of an observed run was sent in; 0 for none. */
  long fileBytes(String id) {
    return payloads.size(id, List.of(FILE));
  }

  /** The file that the last point of an observed run was sent in; null for none. */
  byte @Nullable [] file(String id) {
    return payloads.get(id, FILE);
  }

  /** The model at one of the last two points of an observed run; null if there is none. */
  @Nullable Model model(String id, int number) {
    byte[] model = number < 0 ? null : payloads.get(id, turn(number));
    return model == null ? null : ModelFormat.read(model);
  }

  /** The loss curve; empty before there is one. */
  LossCurve lossCurve(String id) {
    byte[] curve = payloads.get(id, CURVE);
    return curve == null ? points.lossCurve(id) : CurveFormat.read(curve);
  }

  /**
   * The curvature; empty before it was measured.
   *
   * @param samples number of samples in the batch of an observed run
   */
  CurvatureSeries curvature(String id, IntSupplier samples) {
    byte[] curvature = payloads.get(id, CURVATURE);
    return curvature == null
        ? points.curvature(id, samples.getAsInt())
        : CurvatureFormat.read(curvature);
  }

  /** Part of the trace; empty before there is one. */
  GradientTrace trace(TrainingJob job, TraceSelection selection) {
    List<String> names = new ArrayList<>(List.of(TRACE));
    selection.metrics().forEach(metric -> names.add(column(metric)));
    Map<String, byte[]> found = payloads.get(job.id(), names);
    byte[] header = found.get(TRACE);
    if (header == null) {
      return points.trace(job.id(), job.spec().training().network(), selection);
    }
    Map<Metric, byte[]> columns = new EnumMap<>(Metric.class);
    for (Metric metric : selection.metrics()) {
      byte[] column = found.get(column(metric));
      if (column != null) {
        columns.put(metric, column);
      }
    }
    return TraceFormat.read(job.spec().training().network(), selection, header, columns);
  }

  /** Part of the distributions; empty before there are any. */
  Distributions distributions(String id, DistributionSelection selection) {
    List<String> names = new ArrayList<>(List.of(DISTRIBUTIONS));
    selection.of().forEach(of -> names.add(part(of)));
    Map<String, byte[]> found = payloads.get(id, names);
    byte[] header = found.get(DISTRIBUTIONS);
    if (header == null) {
      return points.distributions(id, selection);
    }
    Map<Tensor, byte[]> parts = new EnumMap<>(Tensor.class);
    for (Tensor of : selection.of()) {
      byte[] part = found.get(part(of));
      if (part != null) {
        parts.put(of, part);
      }
    }
    return DistributionsFormat.read(selection, header, parts);
  }

  /** The model; null before there is one. */
  @Nullable Model model(String id) {
    byte[] model = payloads.get(id, MODEL);
    return model == null ? model(id, points.last(id).number()) : ModelFormat.read(model);
  }

  /** The checkpoint to resume from; null to begin at the start. */
  @Nullable Checkpoint checkpoint(String id) {
    byte[] checkpoint = payloads.get(id, CHECKPOINT);
    return checkpoint == null ? null : CheckpointFormat.read(checkpoint);
  }

  void deleteCheckpoint(String id) {
    payloads.delete(id, List.of(CHECKPOINT));
  }

  private static String part(Tensor of) {
    return DISTRIBUTIONS + "/" + of.label();
  }

  private static String column(Metric metric) {
    return TRACE + "/" + metric.label();
  }
}
