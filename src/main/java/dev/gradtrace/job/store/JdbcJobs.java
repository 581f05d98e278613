package dev.gradtrace.job.store;

import dev.gradtrace.access.Caller;
import dev.gradtrace.caption.CaptionChange;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.encoding.UnreadableRecord;
import dev.gradtrace.job.Admission;
import dev.gradtrace.job.Claim;
import dev.gradtrace.job.ClaimLost;
import dev.gradtrace.job.Ending;
import dev.gradtrace.job.Handover;
import dev.gradtrace.job.JobError;
import dev.gradtrace.job.JobEvent;
import dev.gradtrace.job.JobFilter;
import dev.gradtrace.job.JobOutcome;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.JobStore;
import dev.gradtrace.job.JobSummary;
import dev.gradtrace.job.Model;
import dev.gradtrace.job.Place;
import dev.gradtrace.job.QueueLimits;
import dev.gradtrace.job.Report;
import dev.gradtrace.job.StatusTransition;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.UnknownJob;
import dev.gradtrace.job.WrongState;
import dev.gradtrace.job.metrics.JobMetrics;
import dev.gradtrace.job.spec.JobSpecFormat;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.storage.Sql;
import dev.gradtrace.storage.StoredBytes;
import dev.gradtrace.trace.CurvatureSeries;
import dev.gradtrace.trace.DistributionSelection;
import dev.gradtrace.trace.Distributions;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.TraceSelection;
import dev.gradtrace.tracing.JobSpans;
import dev.gradtrace.training.Checkpoint;
import dev.gradtrace.validation.InvalidSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Jobs in the database, shared by all replicas.
 *
 * <p>Locks are taken in one order: the number of waiting jobs, the job, its datasets.
 */
@Component
public final class JdbcJobs implements JobStore {

  private static final Ending WORKER_LOST =
      Ending.failure(
          JobError.Code.WORKER_LOST,
          "the service ended again and again while it ran this job, which got no further: most often"
              + " the job needs more memory than there is; try a smaller network, batch or dataset",
          null);

  private static final String TAKEN_OVER = "taken over from a worker that no longer answers";

  private final TransactionOperations transactions;
  private final StoredBytes bytes;
  private final JobSpans spans;
  private final JobDatasets datasets;
  private final WaitingJobs waiting;
  private final Turns turns;
  private final JobEvents events;
  private final JobRows rows;
  private final JobQueries queries;
  private final JobRecords records;

  public JdbcJobs(
      JdbcTemplate template,
      TransactionOperations transactions,
      Datasets datasets,
      JobSpecFormat format,
      JobMetrics metrics,
      StoredBytes bytes,
      JobSpans spans) {
    JdbcClient jdbc = JdbcClient.create(template);
    this.transactions = transactions;
    this.spans = spans;
    this.bytes = bytes;
    this.datasets = new JobDatasets(jdbc, datasets);
    this.waiting = new WaitingJobs(jdbc);
    this.turns = new Turns(template);
    this.events = new JobEvents(template);
    this.rows = new JobRows(jdbc, events, format);
    this.queries = new JobQueries(jdbc, events, format);
    this.records = new JobRecords(template, metrics);
  }

  @Override
  public Admission add(Caller caller, List<TrainingJob> queued, QueueLimits limits) {
    return Objects.requireNonNull(
        transactions.execute(
            transaction -> {
              Admission refusal = room(caller, limits);
              if (refusal.waiting() + queued.size() <= refusal.share()) {
                queued.forEach(job -> insert(caller, job));
                // As late as possible: this locks out other jobs until the transaction ends.
                waiting.add(queued.size());
                Admission standing = room(caller, limits);
                if (standing.waiting() <= standing.share()) {
                  queued.forEach(datasets::hold);
                  int before = waiting.all() - queued.size();
                  List<Place> places = turns.give(caller.client(), queued, before);
                  queued.forEach(job -> datasets.reserve(job));
                  bytes.requireRoom(caller.client());
                  return new Admission(places, standing.waiting(), standing.share());
                }
                refusal =
                    new Admission(List.of(), standing.waiting() - queued.size(), standing.share());
              }
              transaction.setRollbackOnly();
              return refusal;
            }));
  }

  private Admission room(Caller caller, QueueLimits limits) {
    int own = waiting.of(caller.client());
    return new Admission(List.of(), own, limits.of(waiting.all() - own));
  }

  private void insert(Caller caller, TrainingJob job) {
    rows.insert(caller, job, datasets.attach(caller, job));
    rows.weigh(job.id(), records.putStart(job));
    String asked = spans.here();
    if (asked != null) {
      rows.asked(job.id(), asked);
    }
  }

  @Override
  public TrainingJob get(String id) {
    return queries.select("id = ?", Sql.text(id)).stream().findFirst().orElseThrow(UnknownJob::new);
  }

  @Override
  public @Nullable String owner(String id) {
    return rows.owner(id);
  }

  @Override
  public List<JobSummary> newestFirst(JobFilter filter, int limit) {
    return queries.newestFirst(false, filter, limit);
  }

  @Override
  public TrainingJob caption(String id, CaptionChange change) {
    return inTransaction(
        () -> {
          JobRows.Locked row = row(id);
          TrainingJob job = get(id);
          rows.caption(id, job.spec().with(change.apply(job.spec().caption())));
          bytes.requireRoom(row.client());
          return get(id);
        });
  }

  @Override
  public Map<String, JobOutcome> outcomes(Collection<String> ids) {
    return queries.outcomes(ids);
  }

  @Override
  public Map<JobStatus, Long> countUnfinished() {
    return rows.countUnfinished();
  }

  /**
   * The job is read after the transaction, so that a job that cannot be read does not stay queued.
   */
  @Override
  public @Nullable Claim claim(String id, InstantSource time) {
    Optional<Running> transition = inTransaction(() -> run(id, time));
    if (transition.isEmpty()) {
      return null;
    }
    Running running = transition.get();
    try {
      return new Claim(
          records.withStart(get(running.id())),
          running.token(),
          running.suspectUntil(),
          running.asked());
    } catch (UnreadableRecord | InvalidSpec unreadable) {
      finish(running, running.since(), Ending.internal());
      throw unreadable;
    }
  }

  private Optional<Running> run(String id, InstantSource time) {
    waiting.hold();
    JobRows.Locked row = rows.lock(id).orElse(null);
    if (row == null || row.status().isFinished()) {
      return Optional.empty();
    }
    Life life = row.life();
    Instant now = time.instant();
    boolean waits = row.status() == JobStatus.QUEUED && waiting.take();
    if (waits) {
      turns.taken(row.turn());
    } else {
      life = life.ended();
      if (life.isForfeited()) {
        end(id, row.nextEvent(), now, WORKER_LOST);
        return Optional.empty();
      }
    }
    Life next = life.again();
    long token = row.token() + 1;
    rows.claim(id, token, row.nextEvent(), next);
    String message = waits ? null : TAKEN_OVER;
    events.add(id, row.nextEvent(), new StatusTransition(JobStatus.RUNNING, now, message));
    return Optional.of(new Running(id, token, now, next.suspectUntil(), row.asked()));
  }

  @Override
  public boolean isSuspect(String id) {
    return rows.find(id)
        .filter(row -> !row.status().isFinished())
        .map(row -> row.status() == JobStatus.RUNNING ? row.life().ended() : row.life())
        .map(life -> life.strikes() > 0 && !life.isForfeited())
        .orElse(false);
  }

  @Override
  public Others othersBefore(Claim claim) {
    return waiting.all() == 0
        ? Others.NONE
        : rows.find(claim.id())
            .map(row -> turns.contention().othersBefore(row.client()))
            .orElse(Others.NONE);
  }

  @Override
  public OptionalLong turn(String id) {
    return rows.find(id).map(row -> OptionalLong.of(row.turn())).orElse(OptionalLong.empty());
  }

  @Override
  public boolean report(Claim claim, Report report) {
    return inTransaction(
        () -> {
          JobRows.Locked row = claimed(claim.id(), claim.token());
          List<JobEvent.Change> changes = report.changesAfter(row.lastEvent());
          rows.progress(claim.id(), row.lastEvent() + changes.size(), report.progress());
          events.addAll(claim.id(), row.lastEvent(), report.at(), changes);
          long recorded = records.put(claim.id(), report);
          if (recorded > 0) {
            rows.recorded(claim.id(), recorded);
          }
          return row.cancelRequested();
        });
  }

  @Override
  public void finish(Claim claim, Instant now, Ending ending) {
    finish(
        new Running(claim.id(), claim.token(), since(claim), claim.suspectUntil(), claim.asked()),
        now,
        ending);
  }

  /** When the claim was made. */
  private static Instant since(Claim claim) {
    List<StatusTransition> transitions = claim.job().transitions();
    return transitions.get(transitions.size() - 1).at();
  }

  private void finish(Running running, Instant now, Ending ending) {
    inTransaction(
        () -> {
          waiting.hold();
          JobRows.Locked row = claimed(running.id(), running.token());
          end(running.id(), row.nextEvent(), now, ending);
          turns.ended(row.client(), Duration.between(running.since(), now).toMillis());
          return null;
        });
  }

  private void end(String id, long number, Instant now, Ending ending) {
    rows.end(id, number, now, ending);
    events.add(id, number, new StatusTransition(ending.status(), now, ending.message()));
    datasets.release(id);
    records.deleteCheckpoint(id);
  }

  @Override
  public void handBack(Claim claim, Instant now, Handover reason) {
    inTransaction(
        () -> {
          waiting.add(1);
          JobRows.Locked row = claimed(claim.id(), claim.token());
          long millis = Duration.between(since(claim), now).toMillis();
          long turn =
              reason == Handover.TURN
                  ? turns.behindOthers(row.client(), row.turn(), millis)
                  : row.turn();
          rows.handBack(claim.id(), row.nextEvent(), turn);
          events.add(
              claim.id(),
              row.nextEvent(),
              new StatusTransition(JobStatus.QUEUED, now, reason.message()));
          return null;
        });
  }

  @Override
  public TrainingJob cancel(String id, Instant now) {
    inTransaction(
        () -> {
          waiting.hold();
          JobRows.Locked row = row(id);
          JobStatus status = row.status();
          if (status.isFinished()) {
            throw new WrongState("The job is " + status.label() + " already.");
          }
          if (status == JobStatus.QUEUED && waiting.take()) {
            end(id, row.nextEvent(), now, Ending.cancelledBeforeItBegan());
            turns.ended(row.client(), 0);
          } else {
            rows.requestCancellation(id);
          }
          return null;
        });
    return get(id);
  }

  @Override
  public void delete(String id) {
    inTransaction(
        () -> {
          JobStatus status = row(id).status();
          if (!status.isFinished()) {
            throw new WrongState("The job is " + status.label() + "; cancel it first.");
          }
          remove(id);
          return null;
        });
  }

  @Override
  public int deleteFinished(Instant before, int most) {
    return inTransaction(
        () -> {
          List<String> old = rows.finishedBefore(before, most);
          old.forEach(this::remove);
          return old.size();
        });
  }

  private void remove(String id) {
    rows.delete(id);
    datasets.detach(id);
  }

  @Override
  public LossCurve lossCurve(String id) {
    requireKnown(id);
    return records.lossCurve(id);
  }

  @Override
  public CurvatureSeries curvature(String id) {
    requireKnown(id);
    return records.curvature(id, () -> get(id).spec().training().batchSize());
  }

  @Override
  public GradientTrace trace(String id, TraceSelection selection) {
    return records.trace(get(id), selection);
  }

  @Override
  public Distributions distributions(String id, DistributionSelection selection) {
    requireKnown(id);
    return records.distributions(id, selection);
  }

  @Override
  public @Nullable Parameters start(String id) {
    requireKnown(id);
    return records.start(id);
  }

  @Override
  public @Nullable Model model(String id) {
    requireKnown(id);
    return records.model(id);
  }

  @Override
  public @Nullable Checkpoint checkpoint(Claim claim) {
    return records.checkpoint(claim.id());
  }

  @Override
  public List<JobEvent> eventsAfter(String id, long after) {
    long last = requireKnown(id);
    return last > after ? events.between(id, after, last) : List.of();
  }

  /** A job that was just set running. */
  private record Running(
      String id, long token, Instant since, long suspectUntil, @Nullable String asked) {}

  /** The locked row of a job, if the claim with this token is still valid. */
  private JobRows.Locked claimed(String id, long token) {
    return rows.lock(id)
        .filter(row -> row.token() == token && row.status() == JobStatus.RUNNING)
        .orElseThrow(() -> new ClaimLost(id));
  }

  private JobRows.Locked row(String id) {
    return rows.lock(id).orElseThrow(UnknownJob::new);
  }

  /** The number of the job's last event. */
  private long requireKnown(String id) {
    return rows.lastEvent(id).orElseThrow(UnknownJob::new);
  }

  @SuppressWarnings("NullAway") // Returns what the work returns.
  private <T> T inTransaction(Supplier<T> work) {
    return transactions.execute(status -> work.get());
  }
}
