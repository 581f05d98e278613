package dev.gradtrace.job;

import dev.gradtrace.access.Caller;
import dev.gradtrace.caption.CaptionChange;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.job.spec.TrainingData;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.storage.Page;
import dev.gradtrace.storage.TimeOrderedIds;
import dev.gradtrace.trace.CurvatureSeries;
import dev.gradtrace.trace.DistributionSelection;
import dev.gradtrace.trace.Distributions;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.TraceSelection;
import dev.gradtrace.validation.Refusal;
import dev.gradtrace.validation.Refusal.Reason;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Training jobs, for other rooms: accepts them, shows them, ends them.
 *
 * <p>What it returns never changes. Methods that take the id of a job throw {@link UnknownJob} if
 * there is none. A curve or trace that is read after the job was seen finished is complete.
 */
@Service
public class TrainingJobs {

  private static final Duration RESTART = Duration.ofSeconds(10);

  private final TransactionOperations transactions;
  private final JobStore store;
  private final JobQueue queue;
  private final Datasets datasets;
  private final JobSettings settings;
  private final Clock clock;
  private final TimeOrderedIds ids = new TimeOrderedIds(new SecureRandom());

  public TrainingJobs(
      TransactionOperations transactions,
      JobStore store,
      JobQueue queue,
      Datasets datasets,
      JobSettings settings,
      Clock clock) {
    this.transactions = transactions;
    this.store = store;
    this.queue = queue;
    this.datasets = datasets;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Refuses what could not be run: data that cannot be had, or do not fit network, cost and early
   * stopping, and what needs more memory than there is.
   *
   * @throws dev.gradtrace.validation.InvalidSpec with all that is wrong, as pointers into the job
   */
  public void check(JobSpec spec) {
    TrainingData.load(spec, datasets);
    queue.requireRoom(spec);
  }

  /**
   * Accepts a job; it runs when its turn comes.
   *
   * @throws dev.gradtrace.validation.InvalidSpec as {@link #check}
   * @throws Refusal if as many wait as may, or the service is about to end
   */
  public TrainingJob submit(Caller caller, JobSpec spec) {
    return submitAll(caller, List.of(spec)).get(0);
  }

  /**
   * Accepts several jobs or none of them; they run in their order. Data that several jobs use alike
   * are checked once.
   *
   * @throws dev.gradtrace.validation.InvalidSpec as {@link #check}, of the first that is refused
   * @throws Refusal if not all of them may wait, or the service is about to end
   */
  public List<TrainingJob> submitAll(Caller caller, List<JobSpec> specs) {
    if (isShuttingDown()) {
      throw new Refusal(Reason.UNAVAILABLE, "The service is shutting down.", RESTART);
    }
    Map<TrainingData.Demand, Integer> samples = new HashMap<>();
    List<TrainingJob> jobs =
        specs.stream()
            .map(
                spec ->
                    accepted(
                        spec,
                        samples.computeIfAbsent(
                            TrainingData.Demand.of(spec), demand -> trainingSamples(spec))))
            .toList();
    QueueLimits limits = settings.queueLimits();
    Admission admission =
        Objects.requireNonNull(
            transactions.execute(
                transaction -> {
                  Admission standing = store.add(caller, jobs, limits);
                  if (standing.isRefused()) {
                    transaction.setRollbackOnly();
                  } else {
                    queue.add(standing.places());
                  }
                  return standing;
                }));
    if (admission.isRefused()) {
      List<JobSummary> running =
          store.newestFirst(JobFilter.of(JobStatus.RUNNING), Integer.MAX_VALUE);
      throw new Refusal(
          Reason.BUSY,
          "No room in the queue: at most %s training jobs may wait, of one client %s at present; yours are %s."
              .formatted(limits.capacity(), admission.share(), admission.waiting()),
          QueueForecast.untilAPlaceIsFree(running));
    }
    afterCommit(queue::wake);
    return jobs;
  }

  private static void afterCommit(Runnable action) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      action.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            action.run();
          }
        });
  }

  /** Whether the service is about to end: jobs are neither accepted nor taken up any more. */
  public boolean isShuttingDown() {
    return queue.isStopping();
  }

  /** A job as it is now. */
  public TrainingJob get(String id) {
    return store.get(id);
  }

  /** Whom a job belongs to; null where no token was asked for. */
  public @Nullable String owner(String id) {
    return store.owner(id);
  }

  /** How several jobs stand, by id, in a query or two; those that are gone are left out. */
  public Map<String, JobOutcome> outcomes(Collection<String> ids) {
    return store.outcomes(ids);
  }

  /** Jobs, newest first. */
  public Page<JobSummary> list(JobFilter filter, int limit) {
    return Page.of(store.newestFirst(filter, limit + 1), limit);
  }

  /**
   * Changes what is said of a job.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if there is no room for it
   */
  public TrainingJob caption(String id, CaptionChange change) {
    return store.caption(id, change);
  }

  /**
   * Cancels a job: at once if it waits; if it runs, within one mini-batch and a second. What it
   * recorded stays.
   *
   * @return the job, which may still be running
   * @throws WrongState if it is finished
   */
  public TrainingJob cancel(String id) {
    return store.cancel(id, clock.instant());
  }

  /**
   * Forgets a job and all that it recorded.
   *
   * @throws WrongState unless it is finished
   */
  public void delete(String id) {
    store.delete(id);
  }

  /**
   * The data of a job as its network sees them: divided and scaled.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if they cannot be had, or do not fit
   */
  public Split data(JobSpec spec) {
    return TrainingData.loadScaled(spec, datasets);
  }

  /**
   * Samples of a job's dataset, before any are held back.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if there are none
   */
  public int samples(JobSpec spec) {
    NetworkSpec network = spec.training().network();
    return spec.data().dataset().size(datasets, network.inputs() + network.outputs()).samples();
  }

  /** The loss curve so far. */
  public LossCurve lossCurve(String id) {
    return store.lossCurve(id);
  }

  /** The curvature so far; empty where it is not recorded. */
  public CurvatureSeries curvature(String id) {
    return store.curvature(id);
  }

  /** The gradient trace so far. */
  public GradientTrace trace(String id) {
    return trace(id, TraceSelection.all(get(id).spec().training().network()));
  }

  /** A part of the gradient trace so far; what is not asked for is not read. */
  public GradientTrace trace(String id, TraceSelection selection) {
    return store.trace(id, selection);
  }

  /** All that there are of the distributions so far. */
  public Distributions distributions(String id) {
    JobSpec spec = get(id).spec();
    return distributions(
        id,
        DistributionSelection.all(spec.trace().distributions().of(), spec.training().network()));
  }

  /** A part of the distributions so far; of what the job was asked to keep. */
  public Distributions distributions(String id, DistributionSelection selection) {
    return store.distributions(id, selection);
  }

  /**
   * The parameters that a job was given to start from, of a run that is trained elsewhere those at
   * its first point; null where there are none.
   */
  public @Nullable Parameters start(String id) {
    return store.start(id);
  }

  /**
   * Weights and biases: of a running job those of a moment ago, of a finished one the last. A copy.
   *
   * @throws WrongState if no step was taken up
   */
  public Parameters parameters(String id) {
    return model(id).parameters().copy();
  }

  /**
   * The network with the parameters of {@link #parameters}, and what inputs go through before it.
   *
   * @throws WrongState if no step was taken up
   */
  public TrainedNetwork trained(String id) {
    Model model = model(id);
    JobSpec spec = store.get(id).spec();
    Network network = new Network(spec.training().network(), model.parameters());
    return new TrainedNetwork(
        network, model.scaling(), model.targetScaling(), classNames(spec, model));
  }

  /**
   * What the network answers, with the parameters of {@link #parameters}.
   *
   * @param inputs {@code [sample][feature]}, unscaled
   * @throws dev.gradtrace.validation.InvalidSpec with pointers below {@code /inputs}
   * @throws WrongState if the job has not begun, and never began
   */
  public Predictions predict(String id, double[][] inputs) {
    return model(id).predict(store.get(id).spec().training().network(), inputs);
  }

  /**
   * What the classes are called that the network of a job tells apart; empty where they have no
   * names but their numbers.
   */
  public List<String> classNames(String id) {
    return classNames(store.get(id).spec(), model(id));
  }

  private List<String> classNames(JobSpec spec, Model model) {
    return model.classifies() ? spec.data().dataset().classNames(datasets) : List.of();
  }

  /**
   * What happened to a job, in order. Cheap enough to be asked several times a second; the last
   * event is that of a final status.
   *
   * @param after number of the last event that is known already; 0 for none
   */
  public List<JobEvent> events(String id, long after) {
    return store.eventsAfter(id, after);
  }

  private int trainingSamples(JobSpec spec) {
    return TrainingData.load(spec, datasets).training().samples();
  }

  private TrainingJob accepted(JobSpec spec, int samples) {
    queue.requireRoom(spec);
    Instant now = clock.instant();
    return new TrainingJob(
        ids.next(now),
        spec,
        List.of(new StatusTransition(JobStatus.QUEUED, now, null)),
        Progress.before(spec.training(), samples),
        null,
        null);
  }

  private Model model(String id) {
    Model model = store.model(id);
    if (model == null) {
      throw new WrongState(
          store.get(id).status().isFinished()
              ? "The job ended before its network was trained."
              : "The job has not begun to train yet.");
    }
    return model;
  }
}
