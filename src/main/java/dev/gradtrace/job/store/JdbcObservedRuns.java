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
import dev.gradtrace.job.observed.Seen;
import dev.gradtrace.job.observed.Standing;
import dev.gradtrace.job.spec.JobSpecFormat;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.storage.StoredBytes;
import dev.gradtrace.trace.TraceSpec;
import dev.gradtrace.trace.TracedStep;
import dev.gradtrace.training.StopReason;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Observed runs, in the tables of jobs; workers never claim them, since they have no turn. */
@Component
public final class JdbcObservedRuns implements ObservedRunStore {

  private final TransactionOperations transactions;
  private final StoredBytes bytes;
  private final JobDatasets datasets;
  private final JobEvents events;
  private final JobRows rows;
  private final JobQueries queries;
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
    this.queries = new JobQueries(jdbc, events, format);
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
    return rows.standing(id).isPresent();
  }

  @Override
  public Standing standing(String id) {
    return rows.standing(id).orElseThrow(UnknownJob::observed);
  }

  @Override
  public List<JobSummary> newestFirst(JobFilter filter, int limit) {
    return queries.newestFirst(true, filter, limit);
  }

  @Override
  public Past past(String id, long step) {
    return Objects.requireNonNull(
        transactions.execute(
            transaction -> {
              Standing standing = standing(id);
              ObservedPoints.Place last = points.last(id);
              Seen seen =
                  new Seen(
                      standing.client(),
                      standing.step(),
                      standing.event(),
                      last.number(),
                      last.bytes(),
                      records.fileBytes(id),
                      points.distributionBytes(id, standing.step()));
              int before = standing.step() == step ? last.number() - 1 : last.number();
              Model model = records.model(id, before);
              TracedStep traced =
                  model == null
                      ? null
                      : points.before(id, step, job(id).spec().training().network());
              return new Past(
                  seen,
                  model == null || traced == null ? null : new Kept(model.parameters(), traced));
            }));
  }

  @Override
  public Seen put(String id, ObservedPoint point, TraceSpec trace, Instant now) {
    return Objects.requireNonNull(
        transactions.execute(
            transaction -> {
              Seen seen = point.seen();
              if (!rows.advance(id, seen.event())) {
                throw outdated(standing(id).status());
              }
              long rowBytes = points.put(id, point);
              long counted = points.put(id, point.measured().distributions());
              long more =
                  rowBytes
                      + counted
                      + records.putPoint(id, model(point), point)
                      - points.thin(id, point.number(), trace);
              if (point.replaces()) {
                more -= seen.bytes() + seen.distributionBytes();
              }
              Progress progress = Progress.elsewhere(point.step());
              events.addAll(id, seen.event(), now, List.of(new JobEvent.Progressed(progress)));
              rows.progress(id, seen.event() + 1, progress, more);
              bytes.requireRoom(seen.client());
              byte[] file = point.sent().file();
              return new Seen(
                  seen.client(),
                  point.step(),
                  seen.event() + 1,
                  point.number(),
                  rowBytes,
                  file == null ? 0 : file.length,
                  counted);
            }));
  }

  private static Model model(ObservedPoint point) {
    NetworkSpec network = point.network();
    return new Model(
        point.step(),
        point.sent().parameters(),
        Scaling.Fitted.identity(network.inputs()),
        Scaling.Fitted.identity(network.outputs()),
        false);
  }

  @Override
  public byte @Nullable [] file(String id) {
    return has(id) ? records.file(id) : null;
  }

  @Override
  public void finish(String id, Seen seen, ObservedPoint.Measured last, Instant now) {
    transactions.executeWithoutResult(
        transaction -> {
          JobRows.Locked row = row(id);
          if (row.status().isFinished() || row.lastEvent() != seen.event()) {
            throw outdated(row.status());
          }
          long counted = points.put(id, last.distributions());
          if (last.curvature() != null) {
            points.put(id, seen.step(), last.curvature());
          }
          rows.progress(id, row.lastEvent(), Progress.elsewhere(seen.step()), counted);
          end(id, row, now, StopReason.COMPLETED);
        });
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
          row(id);
          rows.delete(id);
          datasets.detach(id);
        });
  }

  private TrainingJob job(String id) {
    return queries.select("id = ?", id).stream().findFirst().orElseThrow(UnknownJob::observed);
  }

  private JobRows.Locked row(String id) {
    return rows.lock(id).filter(JobRows.Locked::elsewhere).orElseThrow(UnknownJob::observed);
  }

  private static WrongState outdated(JobStatus now) {
    return new WrongState(
        now.isFinished()
            ? "The run is finished."
            : "Another point came at the same time; send this one again.");
  }
}
