package dev.gradtrace.job;

import dev.gradtrace.dataset.BuiltIn;
import dev.gradtrace.dataset.Datasets;
import dev.gradtrace.encoding.UnreadableRecord;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Jobs in the database, for all replicas that share it.
 *
 * <p>Locks are taken in one order: the number of waiting jobs, the job, its datasets.
 */
final class JdbcJobs implements JobStore {

  private static final String TAKEN_OVER = "taken over from a worker that no longer answers";

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Datasets datasets;
  private final WaitingJobs waiting;
  private final JobEvents events;
  private final JobRows rows;
  private final JobRecords records;

  JdbcJobs(
      JdbcTemplate template,
      TransactionOperations transactions,
      Datasets datasets,
      JobSpecFormat format,
      JobMetrics metrics) {
    this.jdbc = JdbcClient.create(template);
    this.transactions = transactions;
    this.datasets = datasets;
    this.waiting = new WaitingJobs(jdbc);
    this.events = new JobEvents(template);
    this.rows = new JobRows(jdbc, events, format);
    this.records = new JobRecords(template, metrics);
  }

  @Override
  public boolean add(List<TrainingJob> queued, int capacity) {
    return inTransaction(
        () -> {
          if (!waiting.add(queued.size(), capacity)) {
            return false;
          }
          queued.forEach(this::insert);
          return true;
        });
  }

  private void insert(TrainingJob job) {
    DataSpec data = job.spec().data();
    DataSource dataset = attached(job.id(), "dataset", data.dataset());
    DataSource judges = data.validation();
    DataSource validation = judges == null ? null : attached(job.id(), "validation", judges);
    rows.insert(job, job.spec().with(data.from(dataset, validation)));
    records.putStart(job);
    need(job.id(), "dataset", dataset);
    if (validation != null && !validation.equals(dataset)) {
      need(job.id(), "validation", validation);
    }
  }

  /** The same source, with many samples that came with the job kept beside it. */
  private DataSource attached(String jobId, String member, DataSource source) {
    if (!(source instanceof DataSource.Inline inline) || inline.isSmall()) {
      return source;
    }
    DataSource.Attached attached =
        DataSource.Attached.of(jobId, member, inline.dataset().samples());
    datasets.attach(attached.key(), inline.dataset());
    return attached;
  }

  /** Keeps a dataset from being deleted as long as the job is not finished. */
  private void need(String jobId, String pointer, DataSource source) {
    if (source instanceof DataSource.Stored stored && BuiltIn.find(stored.id()).isEmpty()) {
      boolean isThere =
          jdbc.sql("select id from datasets where id = ? and listed for update")
              .param(stored.id())
              .query(String.class)
              .optional()
              .isPresent();
      InvalidSpec.unless(isThere, pointer + "/id", "there is no dataset '%s'", stored.id());
      jdbc.sql("insert into dataset_uses (job_id, dataset_id) values (?, ?)")
          .params(jobId, stored.id())
          .update();
    }
  }

  @Override
  public TrainingJob get(String id) {
    return rows.select("id = ?", Sql.text(id)).stream()
        .findFirst()
        .orElseThrow(() -> new UnknownJob(id));
  }

  @Override
  public List<TrainingJob> newestFirst(
      @Nullable JobStatus status, @Nullable String after, int limit) {
    List<String> conditions = new ArrayList<>(List.of("true"));
    List<Object> parameters = new ArrayList<>();
    // H2 follows an index only if all of its columns stand in the order.
    String order = status == null ? "id desc" : "status desc, id desc";
    if (status != null) {
      conditions.add("status = ?");
      parameters.add(status.label());
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
    Map<JobStatus, Long> counts =
        new EnumMap<>(Map.of(JobStatus.QUEUED, 0L, JobStatus.RUNNING, 0L));
    jdbc.sql(
            "select status, count(*) from jobs where status in ('queued', 'running') group by status")
        .query(
            row -> {
              counts.put(JobStatus.of(row.getString(1)), row.getLong(2));
            });
    return counts;
  }

  @Override
  public boolean needsDataset(String datasetId) {
    return jdbc.sql("select job_id from dataset_uses where dataset_id = ? limit 1")
        .param(Sql.text(datasetId))
        .query(String.class)
        .optional()
        .isPresent();
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
    JobStatus status = status(id);
    if (status.isFinished()) {
      return Optional.empty();
    }
    boolean waits = status == JobStatus.QUEUED && waiting.take();
    Instant now = time.instant();
    jdbc.sql(
            "update jobs set status = 'running', token = token + 1, last_event = last_event + 1"
                + " where id = ?")
        .param(id)
        .update();
    Row row = row(id);
    String message = waits ? null : TAKEN_OVER;
    events.add(id, row.lastEvent(), new StatusTransition(JobStatus.RUNNING, now, message));
    return Optional.of(new Running(id, row.token(), now));
  }

  @Override
  public boolean report(Claim claim, Report report) {
    return inTransaction(
        () -> {
          Row row = claimed(claim.id(), claim.token());
          Progress progress = report.progress();
          List<JobEvent.Change> changes = report.changesAfter(row.lastEvent());
          jdbc.sql(
                  "update jobs set last_event = ?, epoch = ?, epochs = ?, step = ?, steps = ?,"
                      + " samples_per_second = ?, remaining_seconds = ? where id = ?")
              .params(
                  row.lastEvent() + changes.size(),
                  progress.epoch(),
                  progress.epochs(),
                  progress.step(),
                  progress.steps(),
                  progress.samplesPerSecond(),
                  progress.remainingSeconds(),
                  claim.id())
              .update();
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
          Row row = claimed(running.id(), running.token());
          end(running.id(), row.lastEvent() + 1, now, ending);
          return null;
        });
  }

  private void end(String id, long number, Instant now, Ending ending) {
    JobResult result = ending.result();
    JobError error = ending.error();
    jdbc.sql(
            "update jobs set status = ?, last_event = ?, finished_at = ?, stop_reason = ?,"
                + " training_loss = ?, training_accuracy = ?, validation_loss = ?,"
                + " validation_accuracy = ?, measured_at_step = ?, error_code = ?,"
                + " error_message = ? where id = ?")
        .param(ending.status().label())
        .param(number)
        .param(Sql.time(now))
        .param(result == null ? null : result.stopReason().label())
        .param(result == null ? null : result.trainingLoss())
        .param(result == null ? null : result.trainingAccuracy())
        .param(result == null ? null : result.validationLoss())
        .param(result == null ? null : result.validationAccuracy())
        .param(result == null ? null : result.measuredAtStep())
        .param(error == null ? null : error.code().label())
        .param(error == null ? null : Sql.text(error.message()))
        .param(id)
        .update();
    events.add(id, number, new StatusTransition(ending.status(), now, ending.message()));
    jdbc.sql("delete from dataset_uses where job_id = ?").param(id).update();
    records.deleteCheckpoint(id);
  }

  @Override
  public void handBack(Claim claim, Instant now, String message) {
    inTransaction(
        () -> {
          waiting.giveBack();
          long number = claimed(claim.id(), claim.token()).lastEvent() + 1;
          jdbc.sql("update jobs set status = 'queued', last_event = ? where id = ?")
              .params(number, claim.id())
              .update();
          events.add(claim.id(), number, new StatusTransition(JobStatus.QUEUED, now, message));
          return null;
        });
  }

  @Override
  public TrainingJob cancel(String id, Instant now) {
    inTransaction(
        () -> {
          waiting.hold();
          JobStatus status = status(id);
          if (status.isFinished()) {
            throw new WrongState(status, "the job is " + status.label() + " already");
          }
          if (status == JobStatus.QUEUED && waiting.take()) {
            end(id, row(id).lastEvent() + 1, now, Ending.cancelledBeforeItBegan());
          } else {
            jdbc.sql("update jobs set cancel_requested = true where id = ?").param(id).update();
          }
          return null;
        });
    return get(id);
  }

  @Override
  public void delete(String id) {
    inTransaction(
        () -> {
          JobStatus status = status(id);
          if (!status.isFinished()) {
            throw new WrongState(status, "the job is " + status.label() + "; cancel it first");
          }
          remove(id);
          return null;
        });
  }

  @Override
  public int deleteFinished(Instant before, int most) {
    return inTransaction(
        () -> {
          List<String> old =
              jdbc.sql("select id from jobs where finished_at < ? order by finished_at limit ?")
                  .params(Sql.time(before), most)
                  .query(String.class)
                  .list();
          old.forEach(this::remove);
          return old.size();
        });
  }

  private void remove(String id) {
    jdbc.sql("delete from jobs where id = ?").param(id).update();
    for (String member : List.of("dataset", "validation")) {
      datasets.detach(DataSource.Attached.of(id, member, 0).key());
    }
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

  private record Row(JobStatus status, long token, boolean cancelRequested, long lastEvent) {}

  /** The row of a job, locked, if the claim on it holds. */
  private Row claimed(String id, long token) {
    return locked(id)
        .filter(row -> row.token() == token && row.status() == JobStatus.RUNNING)
        .orElseThrow(() -> new ClaimLost(id));
  }

  private Row row(String id) {
    return locked(id).orElseThrow(() -> new UnknownJob(id));
  }

  private JobStatus status(String id) {
    return row(id).status();
  }

  private Optional<Row> locked(String id) {
    return jdbc.sql(
            "select status, token, cancel_requested, last_event from jobs where id = ? for update")
        .param(Sql.text(id))
        .query(
            (row, number) ->
                new Row(
                    JobStatus.of(row.getString(1)),
                    row.getLong(2),
                    row.getBoolean(3),
                    row.getLong(4)))
        .optional();
  }

  /** The number of its last event. */
  private long requireKnown(String id) {
    return jdbc.sql("select last_event from jobs where id = ?")
        .param(Sql.text(id))
        .query(Long.class)
        .optional()
        .orElseThrow(() -> new UnknownJob(id));
  }

  @SuppressWarnings("NullAway") // Returns what the work returns.
  private <T> T inTransaction(Supplier<T> work) {
    return transactions.execute(status -> work.get());
  }
}
