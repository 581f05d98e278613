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
 * Accepts, reads, cancels and deletes training jobs.
 *
 * <p>Returned values are immutable. Methods that take a job's id throw {@link UnknownJob} if there
 * is none. A curve or trace that is read after the job was seen finished is complete.
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
   * Refuses a job that could not run: its data are missing or do not fit the network, cost or early
   * stopping, or it needs more memory than there is.
   *
   * @throws dev.gradtrace.validation.InvalidSpec with all faults, as pointers into the job
   */
  public void check(JobSpec spec) {
    TrainingData.load(spec, datasets);
    queue.requireRoom(spec);
  }

  /**
   * Accepts a job, which runs when its turn comes.
   *
   * @throws dev.gradtrace.validation.InvalidSpec as {@link #check}
   * @throws Refusal if the queue is full, or the service shuts down
   */
  public TrainingJob submit(Caller caller, JobSpec spec) {
    return submitAll(caller, List.of(spec)).get(0);
  }

  /**
   * Accepts all of the jobs or none; they run in the given order. Data shared by several jobs are
   * checked once.
   *
   * @throws dev.gradtrace.validation.InvalidSpec as {@link #check}, for the first job that is
   *     refused
   * @throws Refusal if not all of them may wait, or the service shuts down
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

  /** Whether the service shuts down: no jobs are accepted or started any more. */
  public boolean isShuttingDown() {
    return queue.isStopping();
  }

  /** The current state of a job. */
  public TrainingJob get(String id) {
    return store.get(id);
  }

  /**
   * The owner of a job: the name of the token that created it; null if the service required no
   * tokens then.
   */
  public @Nullable String owner(String id) {
    return store.owner(id);
  }

  /** The states of several jobs, by id; deleted ones are left out. */
  public Map<String, JobOutcome> outcomes(Collection<String> ids) {
    return store.outcomes(ids);
  }

  /** Jobs, newest first. */
  public Page<JobSummary> list(JobFilter filter, int limit) {
    return Page.of(store.newestFirst(filter, limit + 1), limit);
  }

  /**
   * Changes the caption of a job.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if the client's storage has no room for it
   */
  public TrainingJob caption(String id, CaptionChange change) {
    return store.caption(id, change);
  }

  /**
   * Cancels a job: a waiting one at once, a running one within one mini-batch and a second. What
   * was recorded stays.
   *
   * @return the job, which may still be running
   * @throws WrongState if it is finished
   */
  public TrainingJob cancel(String id) {
    return store.cancel(id, clock.instant());
  }

  /**
   * Deletes a job and everything recorded of it.
   *
   * @throws WrongState unless it is finished
   */
  public void delete(String id) {
    store.delete(id);
  }

  /**
   * The data of a job as its network sees them, split and scaled.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if they are missing or do not fit
   */
  public Split data(JobSpec spec) {
    return TrainingData.loadScaled(spec, datasets);
  }

  /**
   * Number of samples in a job's dataset, before the split.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if the dataset does not exist
   */
  public int samples(JobSpec spec) {
    NetworkSpec network = spec.training().network();
    return spec.data().dataset().size(datasets, network.inputs() + network.outputs()).samples();
  }

  /** The loss curve so far. */
  public LossCurve lossCurve(String id) {
    return store.lossCurve(id);
  }

  /** The curvature so far; empty if it is not recorded. */
  public CurvatureSeries curvature(String id) {
    return store.curvature(id);
  }

  /** The gradient trace so far. */
  public GradientTrace trace(String id) {
    return trace(id, TraceSelection.all(get(id).spec().training().network()));
  }

  /** A part of the gradient trace so far; only this part is read from the database. */
  public GradientTrace trace(String id, TraceSelection selection) {
    return store.trace(id, selection);
  }

  /** All distributions so far. */
  public Distributions distributions(String id) {
    JobSpec spec = get(id).spec();
    return distributions(
        id,
        DistributionSelection.all(spec.trace().distributions().of(), spec.training().network()));
  }

  /** A part of the distributions so far; only of what the job was asked to keep. */
  public Distributions distributions(String id, DistributionSelection selection) {
    return store.distributions(id, selection);
  }

  /**
   * The initial parameters that a job was given; of an observed run, the parameters at its first
   * point. Null if there are none.
   */
  public @Nullable Parameters start(String id) {
    return store.start(id);
  }

  /**
   * A copy of the weights and biases: of a running job those last reported, of a finished one the
   * last.
   *
   * @throws WrongState if no step was taken
   */
  public Parameters parameters(String id) {
    return model(id).parameters().copy();
  }

  /**
   * The network with the parameters of {@link #parameters}, and the scalings around it.
   *
   * @throws WrongState if no step was taken
   */
  public TrainedNetwork trained(String id) {
    Model model = model(id);
    JobSpec spec = store.get(id).spec();
    Network network = new Network(spec.training().network(), model.parameters());
    return new TrainedNetwork(
        network, model.scaling(), model.targetScaling(), classNames(spec, model));
  }

  /**
   * The network's outputs, with the parameters of {@link #parameters}.
   *
   * @param inputs {@code [sample][feature]}, unscaled
   * @throws dev.gradtrace.validation.InvalidSpec with pointers below {@code /inputs}
   * @throws WrongState if the job has not run
   */
  public Predictions predict(String id, double[][] inputs) {
    return model(id).predict(store.get(id).spec().training().network(), inputs);
  }

  /** The class names in the order of the classes; empty if the classes have only numbers. */
  public List<String> classNames(String id) {
    return classNames(store.get(id).spec(), model(id));
  }

  private List<String> classNames(JobSpec spec, Model model) {
    return model.classifies() ? spec.data().dataset().classNames(datasets) : List.of();
  }

  /**
   * The events of a job after a known one, in order; the last one of a finished job is its final
   * status. Cheap enough to be polled several times a second.
   *
   * @param after number of the last event that the caller knows; 0 for none
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
