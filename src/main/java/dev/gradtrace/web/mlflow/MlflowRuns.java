package dev.gradtrace.web.mlflow;

import dev.gradtrace.budget.Looks;
import dev.gradtrace.contract.spec.JobSpecView;
import dev.gradtrace.experiment.Experiments;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.interchange.tensorboard.Recorded;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.outgoing.Outgoing;
import dev.gradtrace.trace.CurvatureSeries;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.treatment.Diagnoses;
import dev.gradtrace.validation.Excerpt;
import dev.gradtrace.validation.InvalidSpec;
import dev.gradtrace.validation.Refusal;
import dev.gradtrace.web.diagnoses.DiagnosisView;
import dev.gradtrace.web.exports.Hyperparameters;
import dev.gradtrace.web.exports.JobExports;
import dev.gradtrace.web.jobs.RunPaths;
import dev.gradtrace.web.jobs.TraceTable;
import dev.gradtrace.web.media.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes runs to MLflow servers: parameters, metrics by step, tags and files. */
@Component
final class MlflowRuns {

  /** Most time to write a run. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final Duration AGAIN = Duration.ofSeconds(10);
  private static final int AT_ONCE = 4;
  private static final int PARAMETERS_AT_ONCE = 100;
  private static final int LONGEST_PARAMETER = 500;
  private static final int LONGEST_NAME = 250;

  /**
   * Longer series of mini-batches, epochs and layers are thinned; the first and the last element
   * stay.
   */
  private static final int MOST_BATCHES = 5000;

  private static final int MOST_EPOCHS = 2000;
  private static final int MOST_OF_LAYERS = 50_000;

  /** Most numbers in the file with the trace. */
  private static final int MOST_OF_FILE = 1_000_000;

  private final TrainingJobs jobs;
  private final Diagnoses diagnoses;
  private final Experiments experiments;
  private final JobExports exports;
  private final Outgoing outgoing;
  private final Looks looks;
  private final JsonMapper json;
  private final Semaphore places = new Semaphore(AT_ONCE);

  MlflowRuns(
      TrainingJobs jobs,
      Diagnoses diagnoses,
      Experiments experiments,
      JobExports exports,
      Outgoing outgoing,
      Looks looks,
      JsonMapper json) {
    this.jobs = jobs;
    this.diagnoses = diagnoses;
    this.experiments = experiments;
    this.exports = exports;
    this.outgoing = outgoing;
    this.looks = looks;
    this.json = json;
  }

  /**
   * Writes a run.
   *
   * @throws InvalidSpec if the server does not accept it
   * @throws Refusal if too many runs are being written
   */
  MlflowRunView write(TrainingJob job, MlflowRunRequest.Target target) {
    DiagnosisView diagnosis =
        DiagnosisView.of(
            job.id(),
            job.status().isFinished(),
            diagnoses.of(job),
            experiments.treatments(job.id()));
    if (!places.tryAcquire()) {
      throw new Refusal(
          Refusal.Reason.BUSY, "As many runs are being written to MLflow as may at once.", AGAIN);
    }
    try {
      return looks.await(() -> written(job, target, diagnosis));
    } finally {
      places.release();
    }
  }

  private MlflowRunView written(
      TrainingJob job, MlflowRunRequest.Target target, DiagnosisView diagnosis) {
    MlflowServer server =
        new MlflowServer(outgoing, target.server(), json, LONGEST, System::nanoTime);
    MlflowServer.Run run = server.begin(server.experiment(target.experiment()), beginning(job));
    boolean whole = false;
    try {
      write(job, server, run);
      server.keep(run, "gradtrace/spec.json", "application/json", spec(job));
      server.keep(run, "gradtrace/gradient-trace.csv", "text/csv", trace(job));
      server.keep(
          run, "gradtrace/diagnosis.json", "application/json", json.writeValueAsBytes(diagnosis));
      server.update(ending(run, status(job.status()), job.finishedAt()));
      whole = true;
    } finally {
      if (!whole) {
        giveUp(server, run);
      }
    }
    return new MlflowRunView(run.id(), server.page(run));
  }

  /** Marks an incomplete run as failed. */
  private void giveUp(MlflowServer server, MlflowServer.Run run) {
    try {
      server.update(ending(run, "FAILED", null));
    } catch (InvalidSpec alsoRefused) {
      // The run then stays marked as running.
    }
  }

  private ObjectNode beginning(TrainingJob job) {
    ObjectNode run = json.createObjectNode();
    String title = job.title();
    run.put("run_name", Excerpt.beginning(title, LONGEST_NAME));
    run.put("start_time", JobExports.start(job).toEpochMilli());
    ArrayNode tags = run.putArray("tags");
    tag(tags, "mlflow.source.name", "gradtrace");
    tag(tags, "gradtrace.id", job.id());
    tag(tags, "gradtrace.path", RunPaths.of(job) + "/" + job.id());
    tag(tags, "gradtrace.status", job.status().label());
    if (job.result() != null) {
      tag(tags, "gradtrace.stopReason", job.result().stopReason().label());
    }
    return run;
  }

  private static void tag(ArrayNode tags, String key, String value) {
    tags.addObject().put("key", key).put("value", value);
  }

  private void write(TrainingJob job, MlflowServer server, MlflowServer.Run run) {
    ArrayNode parameters = json.createArrayNode();
    for (Map.Entry<String, Object> one : Hyperparameters.of(job.spec()).entrySet()) {
      String value = one.getValue().toString();
      parameters
          .addObject()
          .put("key", one.getKey())
          .put("value", Excerpt.beginning(value, LONGEST_PARAMETER));
      if (parameters.size() == PARAMETERS_AT_ONCE) {
        server.log(batch(run, "params", parameters));
        parameters = json.createArrayNode();
      }
    }
    server.log(batch(run, "params", parameters));
    MlflowMetrics metrics =
        new MlflowMetrics(json, numbers -> server.log(batch(run, "metrics", numbers)));
    recorded(job).tell(metrics);
    metrics.flush();
  }

  private ObjectNode batch(MlflowServer.Run run, String of, ArrayNode entries) {
    ObjectNode batch = json.createObjectNode().put("run_id", run.id());
    batch.set(of, entries);
    return batch;
  }

  private Recorded recorded(TrainingJob job) {
    LossCurve curve = jobs.lossCurve(job.id());
    NetworkSpec network = job.spec().training().network();
    CurvatureSeries curvature = jobs.curvature(job.id());
    int steps = Math.max(2, MOST_OF_LAYERS / (network.depth() * Metric.values().length));
    return new Recorded(
        new LossCurve(thinned(curve.batches(), MOST_BATCHES), thinned(curve.epochs(), MOST_EPOCHS)),
        jobs.trace(job.id()).thinnedTo(steps),
        jobs.distributions(job.id()),
        curvature,
        exports.times(job));
  }

  /** At most {@code most} elements, at least 2, spread evenly, including both ends. */
  private static <T> List<T> thinned(List<T> all, int most) {
    if (all.size() <= most) {
      return all;
    }
    List<T> some = new ArrayList<>(most);
    for (int i = 0; i < most; i++) {
      some.add(all.get((int) ((long) i * (all.size() - 1) / (most - 1))));
    }
    return some;
  }

  private byte[] spec(TrainingJob job) {
    return json.writeValueAsBytes(JobSpecView.of(job.spec()));
  }

  private byte[] trace(TrainingJob job) {
    GradientTrace trace = jobs.trace(job.id());
    long each = (long) trace.network().depth() * Metric.values().length;
    GradientTrace kept = trace.thinnedTo((int) Math.max(2, MOST_OF_FILE / each));
    StringBuilder text = new StringBuilder();
    try {
      TraceTable.of(job, kept).writeTo(new CsvWriter(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private ObjectNode ending(MlflowServer.Run run, String status, @Nullable Instant finishedAt) {
    ObjectNode ending = json.createObjectNode().put("run_id", run.id()).put("status", status);
    if (finishedAt != null) {
      ending.put("end_time", finishedAt.toEpochMilli());
    }
    return ending;
  }

  private static String status(JobStatus status) {
    return switch (status) {
      case QUEUED, RUNNING -> "RUNNING";
      case SUCCEEDED -> "FINISHED";
      case FAILED -> "FAILED";
      case CANCELLED -> "KILLED";
    };
  }
}
