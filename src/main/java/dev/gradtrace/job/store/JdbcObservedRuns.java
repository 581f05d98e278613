package dev.gradtrace.job.store;

import dev.gradtrace.access.Caller;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.job.Ending;
import dev.gradtrace.job.JobEvent;
import dev.gradtrace.job.JobFilter;
import dev.gradtrace.job.JobResult;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.JobSummary;
import dev.gradtrace.job.Model;
import dev.gradtrace.job.Progress;
import dev.gradtrace.job.StatusTransition;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.UnknownJob;
import dev.gradtrace.job.WrongState;
import dev.gradtrace.job.metrics.JobMetrics;
import dev.gradtrace.job.observed.ObservedPoint;
import dev.gradtrace.job.observed.ObservedRunStore;
import dev.gradtrace.job.spec.JobSpecFormat;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.storage.StoredBytes;
import dev.gradtrace.training.StopReason;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Observed runs in the tables of jobs; no worker ever claims one, since none has a turn. */
@Component
public final class JdbcObservedRuns implements ObservedRunStore {

  private final TransactionOperations transactions;
  private final StoredBytes bytes;
  private final JobDatasets datasets;
  private final JobEvents events;
  private final JobRows rows;
  private final JobRecords records;
  private final ObservedPoints points;

  public JdbcObservedRuns(
      JdbcTemplate template,
      TransactionOperations transactions,
      Datasets datasets,
      JobSpecFormat format,
      JobMetrics metrics,
      StoredBytes bytes) {
    JdbcClient jdbc = JdbcClient.create(template);
    this.transactions = transactions;
    this.bytes = bytes;
    this.datasets = new JobDatasets(jdbc, datasets);
    this.events = new JobEvents(template);
    this.rows = new JobRows(jdbc, events, format);
    this.records = new JobRecords(template, metrics);
    this.points = new ObservedPoints(template);
  }

  @Override
  public void add(Caller caller, TrainingJob run, Mode mode) {
    transactions.executeWithoutResult(
        transaction -> {
          rows.insert(caller, run, datasets.attach(caller, run));
          rows.observe(run.id(), mode);
          rows.weigh(run.id(), 0);
          datasets.reserve(run);
          bytes.requireRoom(caller.client());
        });
  }

  @Override
  public boolean has(String id) {
    return rows.observed(id).isPresent();
  }

  @Override
  public Mode mode(String id) {
    return rows.observed(id).orElseThrow(UnknownJob::new);
  }

  @Override
  public List<JobSummary> newestFirst(JobFilter filter, int limit) {
    return rows.newestFirst(true, filter, limit);
  }

  @Override
  public Past past(String id, long step) {
    return Objects.requireNonNull(
        transactions.execute(
            transaction -> {
              TrainingJob run = job(id);
              long last = run.progress().step();
              Model model = last == step ? records.modelBefore(id) : records.model(id);
              NetworkSpec network = run.spec().training().network();
              return new Past(last, model, points.before(id, step, network));
            }));
  }

  @Override
  public void put(String id, ObservedPoint point, Instant now) {
    transactions.executeWithoutResult(
        transaction -> {
          JobRows.Locked row = running(id);
          if (row.life().step() != point.lastSeen()) {
            throw new WrongState("Another point came at the same time; send this one again.");
          }
          NetworkSpec network = point.look().network().spec();
          long more = points.put(id, network, point) + keep(id, point);
          Progress progress = Progress.elsewhere(point.step());
          events.addAll(id, row.lastEvent(), now, List.of(new JobEvent.Progressed(progress)));
          rows.progress(id, row.nextEvent(), progress);
          rows.recordedMore(id, more);
          bytes.requireRoom(row.client());
        });
  }

  private long keep(String id, ObservedPoint point) {
    NetworkSpec network = point.look().network().spec();
    Model model =
        new Model(
            point.step(),
            point.sent().parameters(),
            Scaling.Fitted.identity(network.inputs()),
            Scaling.Fitted.identity(network.outputs()),
            false);
    return records.putPoint(id, model, point.sent().file(), point.replaces());
  }

  @Override
  public byte @Nullable [] file(String id) {
    return has(id) ? records.file(id) : null;
  }

  @Override
  public void finish(String id, Instant now) {
    transactions.executeWithoutResult(
        transaction -> end(id, running(id), now, StopReason.COMPLETED));
  }

  private void end(String id, JobRows.Locked row, Instant now, StopReason reason) {
    JobResult result = JobResult.without(reason);
    rows.end(id, row.nextEvent(), now, new Ending(JobStatus.SUCCEEDED, null, result, null));
    events.add(id, row.nextEvent(), new StatusTransition(JobStatus.SUCCEEDED, now, null));
  }

  @Override
  public int finishAbandoned(Instant since, Instant now) {
    List<String> silent = rows.observedWithoutEventSince(since);
    for (String id : silent) {
      transactions.executeWithoutResult(
          transaction ->
              rows.lock(id)
                  .filter(row -> !row.status().isFinished())
                  .ifPresent(row -> end(id, row, now, StopReason.ABANDONED)));
    }
    return silent.size();
  }

  @Override
  public void delete(String id) {
    transactions.executeWithoutResult(
        transaction -> {
          mode(id);
          if (rows.lock(id).isEmpty()) {
            throw new UnknownJob();
          }
          rows.delete(id);
          datasets.detach(id);
        });
  }

  private TrainingJob job(String id) {
    return rows.select("id = ?", id).stream().findFirst().orElseThrow(UnknownJob::new);
  }

  private JobRows.Locked running(String id) {
    mode(id);
    Optional<JobRows.Locked> row = rows.lock(id);
    JobRows.Locked locked = row.orElseThrow(UnknownJob::new);
    if (locked.status().isFinished()) {
      throw new WrongState("The run is finished.");
    }
    return locked;
  }
}
