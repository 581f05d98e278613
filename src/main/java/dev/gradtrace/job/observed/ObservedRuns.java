package dev.gradtrace.job.observed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gradtrace.access.Caller;
import dev.gradtrace.caption.CaptionChange;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.gradient.Statistics;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.gradient.curvature.Curvature;
import dev.gradtrace.gradient.distribution.Tensors;
import dev.gradtrace.job.JobFilter;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.JobStore;
import dev.gradtrace.job.JobSummary;
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
import dev.gradtrace.trace.DistributionSelection;
import dev.gradtrace.trace.Distributions;
import dev.gradtrace.trace.SpreadPoints;
import dev.gradtrace.trace.TraceSpec;
import dev.gradtrace.trace.TracedStep;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Observed runs, whose parameters somebody else trains: each point measures the gradient on the
 * same batch. What they recorded is read like that of a training job, by {@link
 * dev.gradtrace.job.TrainingJobs}.
 */
@Service
public class ObservedRuns {

  /** A run without points for so long leaves the cache. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final ObservedRunStore store;
  private final JobStore jobs;
  private final Datasets datasets;
  private final Clock clock;
  private final Cache<String, Watched> watched;
  private final TimeOrderedIds ids = new TimeOrderedIds(new SecureRandom());

  /**
   * @param memory bound of the cache of runs that are receiving points
   */
  public ObservedRuns(
      ObservedRunStore store, JobStore jobs, Datasets datasets, Clock clock, WatchedMemory memory) {
    this.store = store;
    this.jobs = jobs;
    this.datasets = datasets;
    this.clock = clock;
    this.watched =
        Caffeine.newBuilder()
            .maximumWeight(memory.bytes())
            .<String, Watched>weigher((id, run) -> (int) Math.min(Integer.MAX_VALUE, run.bytes()))
            .expireAfterAccess(LONGEST_PAUSE)
            .build();
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

  /** Whether there is an observed run with this id; false for a job of a worker. */
  public boolean has(String id) {
    return watched.getIfPresent(id) != null || store.has(id);
  }

  /** The current state of a run. */
  public TrainingJob get(String id) {
    store.standing(id);
    return jobs.get(id);
  }

  /** In which a run's network is evaluated. */
  public Mode mode(String id) {
    return store.standing(id).mode();
  }

  /**
   * The owner of a run: the name of the token that created it; null if the service required no
   * tokens then.
   */
  public @Nullable String owner(String id) {
    store.standing(id);
    return jobs.owner(id);
  }

  /** Runs, newest first, as {@link dev.gradtrace.job.TrainingJobs#list}. */
  public Page<JobSummary> list(JobFilter filter, int limit) {
    return Page.of(store.newestFirst(filter, limit + 1), limit);
  }

  /** Changes the caption of a run, as {@link dev.gradtrace.job.TrainingJobs#caption}. */
  public TrainingJob caption(String id, CaptionChange change) {
    store.standing(id);
    return jobs.caption(id, change);
  }

  /**
   * What is to be measured next in a run: its next point, or its last once more.
   *
   * @param spec of the run
   * @param standing state of the run before
   * @param measures whether distributions and curvature are measured, too, which costs more
   */
  public record Turn(String id, JobSpec spec, Standing standing, long step, boolean measures) {}

  /**
   * What is to be measured at a step.
   *
   * @throws WrongState if the run is finished, or has a later point
   */
  public Turn next(String id, long step) {
    Standing standing = store.standing(id);
    requireRunning(standing);
    if (step < standing.step()) {
      throw new WrongState(
          "The last point is that of step %s; only it may be replaced.".formatted(standing.step()));
    }
    return turn(id, standing, step);
  }

  private static void requireRunning(Standing standing) {
    if (standing.status().isFinished()) {
      throw new WrongState("The run is finished; it takes no more points.");
    }
  }

  private Turn turn(String id, Standing standing, long step) {
    JobSpec spec = watched(id).spec();
    return new Turn(id, spec, standing, step, spec.trace().steps().curvaturePoints() > 0);
  }

  private Watched watched(String id) {
    return watched.get(
        id,
        missing -> {
          JobSpec spec = jobs.get(id).spec();
          return new Watched(
              spec, store.standing(id).mode(), TrainingData.load(spec, datasets).training());
        });
  }

  /**
   * Measures the gradient of the batch with the sent parameters and stores it as a point.
   *
   * @throws WrongState as {@link #next}, or if another point was added meanwhile
   */
  public ObservedPoint observe(Turn turn, ObservedStep sent) {
    Watched run = watched(turn.id());
    ObservedRunStore.Past past = past(turn, run);
    ObservedRunStore.Kept before = past.before();
    Workspace pass = run.take();
    ObservedPoint point = look(run, pass, sent, past);
    run.giveBack(pass);
    Seen seen = store.put(turn.id(), point, run.spec().trace(), clock.instant());
    ObservedRunStore.Kept last = new ObservedRunStore.Kept(sent.parameters(), point.traced());
    run.remember(new Watched.Memory(seen, last, before));
    return point;
  }

  private ObservedRunStore.Past past(Turn turn, Watched run) {
    Watched.Memory memory = run.memory(turn.standing().event());
    return memory == null
        ? store.past(turn.id(), turn.step())
        : new ObservedRunStore.Past(
            memory.seen(), memory.seen().step() == turn.step() ? memory.before() : memory.last());
  }

  private static ObservedPoint look(
      Watched run, Workspace pass, ObservedStep sent, ObservedRunStore.Past past) {
    GradientProbe look = run.look(sent.parameters(), pass);
    ObservedRunStore.Kept before = past.before();
    if (before != null) {
      addUpdates(look.statistics(), before.parameters(), sent.parameters());
    }
    TracedStep traced = TracedStep.of(sent.step(), look, before == null ? null : before.traced());
    Seen seen = past.seen();
    long number = seen.step() == sent.step() ? seen.number() : seen.number() + 1L;
    TraceSpec trace = run.spec().trace();
    boolean counts = SpreadPoints.of(trace.distributions()).wants(number);
    boolean measures = SpreadPoints.ofCurvature(trace.steps()).wants(number);
    return new ObservedPoint(
        sent,
        seen,
        look.network().spec(),
        look.statistics(),
        traced,
        new ObservedPoint.Measured(
            counts ? distributions(run, look, sent.step(), before) : null,
            measures ? curvature(run, look) : null));
  }

  private static Distributions distributions(
      Watched run, GradientProbe look, long step, ObservedRunStore.@Nullable Kept before) {
    Network network = look.network();
    Tensors tensors = Tensors.of(network, look.pass());
    Tensors update =
        before == null
            ? tensors
            : new Tensors(
                look.pass(),
                Tensors.weights(new Network(network.spec(), before.parameters())),
                tensors.before(),
                Tensors.GradientState.OF_COST);
    return Distributions.of(
        step,
        DistributionSelection.all(run.spec().trace().distributions().of(), network.spec()),
        tensors,
        update);
  }

  /** Overwrites the workspace of the probe, which must not be read afterwards. */
  private static Curvature curvature(Watched run, GradientProbe look) {
    return Curvature.of(look.network(), look.cost(), look.pass(), 0, run.spec().training().seed());
  }

  /** Sets the relative update ‖Wₜ − Wₛ‖/‖Wₛ‖ of each layer. */
  private static void addUpdates(Statistics statistics, Parameters from, Parameters to) {
    for (int l = 1; l <= to.depth(); l++) {
      Matrix before = from.weights(l);
      statistics.setUpdateRatio(l, to.weights(l).distance(before) / before.norm());
    }
  }

  /**
   * The file that the last point was sent in, unchanged; null if it was sent in none, and for a job
   * of a worker.
   */
  public byte @Nullable [] file(String id) {
    return store.file(id);
  }

  /** What is to be measured to end a run. */
  public Turn ending(String id) {
    Standing standing = store.standing(id);
    requireRunning(standing);
    return turn(id, standing, Long.MAX_VALUE);
  }

  /**
   * Ends a run, after measuring at its last point what is measured at some points only.
   *
   * @throws WrongState if it is finished, or a point was added meanwhile
   */
  public TrainingJob finish(Turn turn) {
    Watched run = watched(turn.id());
    ObservedRunStore.Past past = past(turn, run);
    store.finish(turn.id(), past.seen(), last(turn.id(), run, past), clock.instant());
    watched.invalidate(turn.id());
    return jobs.get(turn.id());
  }

  private ObservedPoint.Measured last(String id, Watched run, ObservedRunStore.Past past) {
    Seen seen = past.seen();
    TraceSpec trace = run.spec().trace();
    SpreadPoints counted = SpreadPoints.of(trace.distributions());
    SpreadPoints measured = SpreadPoints.ofCurvature(trace.steps());
    boolean counts = counted.most() > 0 && !counted.wants(seen.number());
    boolean measures = measured.most() > 0 && !measured.wants(seen.number());
    if (past.before() == null || !counts && !measures) {
      return new ObservedPoint.Measured(null, null);
    }
    ObservedRunStore.Kept before = counts ? store.past(id, seen.step()).before() : null;
    Workspace pass = run.take();
    GradientProbe look = run.look(past.before().parameters(), pass);
    return new ObservedPoint.Measured(
        counts ? distributions(run, look, seen.step(), before) : null,
        measures ? curvature(run, look) : null);
  }

  /** Deletes a run and everything recorded of it, finished or not. */
  public void delete(String id) {
    store.delete(id);
    watched.invalidate(id);
  }
}
