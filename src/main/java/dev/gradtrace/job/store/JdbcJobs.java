package dev.gradtrace.job.store;

import dev.gradtrace.access.Caller;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.encoding.UnreadableRecord;
import dev.gradtrace.job.Claim;
import dev.gradtrace.job.ClaimLost;
import dev.gradtrace.job.Ending;
import dev.gradtrace.job.JobEvent;
import dev.gradtrace.job.JobOutcome;
import dev.gradtrace.job.JobSpecFormat;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.JobStore;
import dev.gradtrace.job.Model;
import dev.gradtrace.job.Report;
import dev.gradtrace.job.StatusTransition;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.UnknownJob;
import dev.gradtrace.job.WrongState;
import dev.gradtrace.job.metrics.JobMetrics;
import dev.gradtrace.storage.Sql;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.TraceSelection;
import dev.gradtrace.training.Checkpoint;
import dev.gradtrace.validation.InvalidSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Jobs in the database, for all replicas that share it.
 *
 * <p>Locks are taken in one order: the number of waiting jobs, the job, its datasets.
 */
@Component
public final class JdbcJobs implements JobStore {

  private static final String TAKEN_OVER = "taken over from a worker that no longer answers";

  private final TransactionOperations transactions;
  private final JobDatasets datasets;
  private final WaitingJobs waiting;
  private final JobEvents events;
  private final JobRows rows;
  private final JobRecords records;

  public JdbcJobs(
      JdbcTemplate template,
      TransactionOperations transactions,
      Datasets datasets,
      JobSpecFormat format,
      JobMetrics metrics) {
    JdbcClient jdbc = JdbcClient.create(template);
    this.transactions = transactions;
    this.datasets = new JobDatasets(jdbc, datasets);
    this.waiting = new WaitingJobs(jdbc);
    this.events = new JobEvents(template);
    this.rows = new JobRows(jdbc, events, format);
    this.records = new JobRecords(template, metrics);
  }

  @Override
  public boolean add(Caller caller, List<TrainingJob> queued, int capacity) {
    return Boolean.TRUE.equals(
        transactions.execute(
            transaction -> {
              if (waiting.haveRoomFor(queued.size(), capacity)) {
                queued.forEach(job -> insert(caller, job));
                // As late as can be: until the end, no other job can come or go.
                if (waiting.add(queued.size(), capacity)) {
                  queued.forEach(datasets::hold);
                  return true;
                }
              }
              transaction.setRollbackOnly();
              return false;
            }));
  }

  private void insert(Caller caller, TrainingJob job) {
    rows.insert(caller, job, datasets.attach(caller, job));
    records.putStart(job);
  }

  @Override
  public TrainingJob get(String id) {
    return rows.select("id = ?", Sql.text(id)).stream().findFirst().orElseThrow(UnknownJob::new);
  }

  @Override
  public @Nullable String owner(String id) {
    return rows.owner(id);
  }

  @Override
  public List<TrainingJob> newestFirst(
      @Nullable String owner, @Nullable JobStatus status, @Nullable String after, int limit) {
    List<String> conditions = new ArrayList<>(List.of("true"));
    List<Object> parameters = new ArrayList<>();
    // H2 follows an index only if all of its columns stand in the order.
    String order = "id desc";
    if (owner != null) {
      conditions.add("owner = ?");
      parameters.add(owner);
      order = "owner desc, id desc";
    }
    if (status != null) {
      conditions.add("status = ?");
      parameters.add(status.label());
      order = owner == null ? "status desc, id desc" : order;
    }
    if (after != null) {
      conditions.add("id < ?");
      parameters.add(Sql.text(after));
    }
    parameters.add(limit);
    return rows.select(
        String.join(" and ", conditions) + " order by " + order + " limit ?", parameters.toArray());
  }

  @Override
  public Map<String, JobOutcome> outcomes(Collection<String> ids) {
    return rows.outcomes(ids);
  }

  @Override
  public Map<JobStatus, Long> countUnfinished() {
    return rows.countUnfinished();
  }

  /** What is read comes after the transaction, so that a job that cannot be read waits no more. */
  @Override
  public @Nullable Claim claim(String id, InstantSource time) {
    Optional<Running> transition = inTransaction(() -> run(id, time));
    if (transition.isEmpty()) {
      return null;
    }
    Running running = transition.get();
    try {
      return new Claim(records.withStart(get(running.id())), running.token());
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
    boolean waits = row.status() == JobStatus.QUEUED && waiting.take();
    Instant now = time.instant();
    String message = waits ? null : TAKEN_OVER;
    long token = row.token() + 1;
    rows.claim(id, token, row.nextEvent());
    events.add(id, row.nextEvent(), new StatusTransition(JobStatus.RUNNING, now, message));
    return Optional.of(new Running(id, token, now));
  }

  @Override
  public boolean report(Claim claim, Report report) {
    return inTransaction(
        () -> {
          JobRows.Locked row = claimed(claim.id(), claim.token());
          List<JobEvent.Change> changes = report.changesAfter(row.lastEvent());
          rows.progress(claim.id(), row.lastEvent() + changes.size(), report.progress());
          events.addAll(claim.id(), row.lastEvent(), report.at(), changes);
          records.put(claim.id(), report);
          return row.cancelRequested();
        });
  }

  @Override
  public void finish(Claim claim, Instant now, Ending ending) {
    finish(new Running(claim.id(), claim.token(), now), now, ending);
  }

  private void finish(Running running, Instant now, Ending ending) {
    inTransaction(
        () -> {
          JobRows.Locked row = claimed(running.id(), running.token());
          end(running.id(), row.nextEvent(), now, ending);
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
  public void handBack(Claim claim, Instant now, String message) {
    inTransaction(
        () -> {
          waiting.giveBack();
          long number = claimed(claim.id(), claim.token()).nextEvent();
          rows.handBack(claim.id(), number);
          events.add(claim.id(), number, new StatusTransition(JobStatus.QUEUED, now, message));
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
  public GradientTrace trace(String id, TraceSelection selection) {
    return records.trace(get(id), selection);
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

  /** A job that a worker has just got. */
  private record Running(String id, long token, Instant since) {}

  /** The row of a job, locked, if the claim on it holds. */
  private JobRows.Locked claimed(String id, long token) {
    return rows.lock(id)
        .filter(row -> row.token() == token && row.status() == JobStatus.RUNNING)
        .orElseThrow(() -> new ClaimLost(id));
  }

  private JobRows.Locked row(String id) {
    return rows.lock(id).orElseThrow(UnknownJob::new);
  }

  /** The number of its last event. */
  private long requireKnown(String id) {
    return rows.lastEvent(id).orElseThrow(UnknownJob::new);
  }

  @SuppressWarnings("NullAway") // Returns what the work returns.
  private <T> T inTransaction(Supplier<T> work) {
    return transactions.execute(status -> work.get());
  }
}
