package dev.gradtrace.job.observed;

import dev.gradtrace.access.Caller;
import dev.gradtrace.caption.CaptionChange;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.gradient.Statistics;
import dev.gradtrace.job.JobFilter;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.JobStore;
import dev.gradtrace.job.JobSummary;
import dev.gradtrace.job.Model;
import dev.gradtrace.job.Progress;
import dev.gradtrace.job.StatusTransition;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.WrongState;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.job.spec.TrainingData;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.storage.Page;
import dev.gradtrace.storage.TimeOrderedIds;
import dev.gradtrace.trace.TracedStep;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Runs whose parameters somebody else trains: each point is a look at one batch, which stays the
 * same. What they recorded is read as that of a training job, by {@link
 * dev.gradtrace.job.TrainingJobs}.
 */
@Service
public class ObservedRuns {

  private final ObservedRunStore store;
  private final JobStore jobs;
  private final Datasets datasets;
  private final Clock clock;
  private final TimeOrderedIds ids = new TimeOrderedIds(new SecureRandom());

  public ObservedRuns(ObservedRunStore store, JobStore jobs, Datasets datasets, Clock clock) {
    this.store = store;
    this.jobs = jobs;
    this.datasets = datasets;
    this.clock = clock;
  }

  /**
   * Begins a run.
   *
   * @param spec with the batch as its data
   */
  public TrainingJob begin(Caller caller, JobSpec spec, Mode mode) {
    Instant now = clock.instant();
    TrainingJob run =
        new TrainingJob(
            ids.next(now),
            spec,
            List.of(new StatusTransition(JobStatus.RUNNING, now, null)),
            Progress.elsewhere(-1),
            null,
            null);
    store.add(caller, run, mode);
    return run;
  }

  /** Whether there is such a run; false for a job of a worker. */
  public boolean has(String id) {
    return store.has(id);
  }

  /** A run as it is now. */
  public TrainingJob get(String id) {
    store.mode(id);
    return jobs.get(id);
  }

  /** Whom a run belongs to; null where no token was asked for. */
  public @Nullable String owner(String id) {
    store.mode(id);
    return jobs.owner(id);
  }

  /** Runs, newest first, as {@link dev.gradtrace.job.TrainingJobs#list}. */
  public Page<JobSummary> list(JobFilter filter, int limit) {
    return Page.of(store.newestFirst(filter, limit + 1), limit);
  }

  /** Changes what is said of a run, as {@link dev.gradtrace.job.TrainingJobs#caption}. */
  public TrainingJob caption(String id, CaptionChange change) {
    store.mode(id);
    return jobs.caption(id, change);
  }

  /**
   * Refuses a point that cannot be taken.
   *
   * @throws WrongState if the run is finished, or a later point is there
   */
  public void requireNext(TrainingJob run, long step) {
    if (run.status().isFinished()) {
      throw new WrongState("The run is finished; it takes no more points.");
    }
    requireNext(run.progress().step(), step);
  }

  private static void requireNext(long last, long step) {
    if (step < last) {
      throw new WrongState(
          "The last point is that of step %s; only it may be replaced.".formatted(last));
    }
  }

  /**
   * Looks at the batch with the parameters of a step, and keeps that as a point.
   *
   * @throws WrongState as {@link #requireNext}
   */
  public ObservedPoint observe(TrainingJob run, ObservedStep sent) {
    String id = run.id();
    ObservedRunStore.Past past = store.past(id, sent.step());
    requireNext(past.last(), sent.step());
    GradientProbe look = look(run.spec(), store.mode(id), sent.parameters());
    Model before = past.model();
    if (before != null) {
      addUpdates(look.statistics(), before.parameters(), sent.parameters());
    }
    TracedStep traced = TracedStep.of(sent.step(), look, past.traced());
    ObservedPoint point = new ObservedPoint(sent, past.last(), look, traced);
    store.put(id, point, clock.instant());
    return point;
  }

  private GradientProbe look(JobSpec spec, Mode mode, Parameters parameters) {
    Dataset batch = TrainingData.load(spec, datasets).training();
    return GradientProbe.of(
        new Network(spec.training().network(), parameters),
        spec.training().cost(),
        batch.inputs().toMatrix(0, batch.samples()),
        batch.targets().toMatrix(0, batch.samples()),
        mode,
        spec.training().seed());
  }

  /** ‖Wₜ − Wₛ‖/‖Wₛ‖ of each layer. */
  private static void addUpdates(Statistics statistics, Parameters from, Parameters to) {
    for (int l = 1; l <= to.depth(); l++) {
      Matrix before = from.weights(l);
      statistics.setUpdateRatio(l, to.weights(l).distance(before) / before.norm());
    }
  }

  /**
   * The file that the last point came in, as it came; null where it came in none, and of a job of a
   * worker.
   */
  public byte @Nullable [] file(String id) {
    return store.file(id);
  }

  /**
   * Ends a run: its sender has no more points.
   *
   * @throws WrongState if it is finished
   */
  public TrainingJob finish(String id) {
    store.finish(id, clock.instant());
    return jobs.get(id);
  }

  /** Forgets a run and all that it recorded, finished or not. */
  public void delete(String id) {
    store.delete(id);
  }
}
