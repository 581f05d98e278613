package dev.gradtrace.job;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.gradtrace.access.Caller;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.dataset.store.StoredData;
import dev.gradtrace.job.metrics.JobMetrics;
import dev.gradtrace.job.spec.DataOrigin;
import dev.gradtrace.job.spec.DataSpec;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.job.worker.JobRunner;
import dev.gradtrace.job.worker.Workers;
import dev.gradtrace.storage.TestDatabase;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.tracing.JobSpans;
import dev.gradtrace.training.Workload;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Jobs that this thread runs, kept in a database as the service keeps them. */
final class StoredRuns implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofHours(1);

  final Clock clock = new CpuClock();
  final Datasets datasets;
  final JobStore store;

  private final HikariDataSource dataSource;
  private final TrainingJobs jobs;
  private final JobRunner runner;

  private StoredRuns(HikariConfig pool, String vendor) {
    dataSource = new HikariDataSource(pool);
    TestDatabase database = TestDatabase.of(dataSource, vendor);
    JobMetrics metrics = Jobs.metrics();
    datasets = StoredData.in(database, clock);
    store = Jobs.store(database, datasets, metrics);
    runner =
        new JobRunner(store, datasets, clock, LONGEST, Jobs.UNWATCHED, metrics, JobSpans.off());
    Workers nobody = new Workers(dataSource, store, runner, Jobs.memory(datasets), clock, 1);
    JobSettings settings =
        new JobSettings(1, 1000, LONGEST, Duration.ofDays(30), new JobSettings.Limits(1));
    jobs = new TrainingJobs(database.transactions(), store, nobody, datasets, settings, clock);
  }

  /**
   * On a new file of H2 or on PostgreSQL.
   *
   * @param arguments the third, if there is one, is the URL of a database of PostgreSQL
   */
  static StoredRuns in(String[] arguments) throws IOException {
    HikariConfig pool = new HikariConfig();
    if (arguments.length > 2) {
      pool.setJdbcUrl(arguments[2]);
      return new StoredRuns(pool, "postgresql");
    }
    String file = Files.createTempDirectory("gradtrace-bench").resolve("gradtrace").toString();
    pool.setJdbcUrl("jdbc:h2:file:" + file + ";WRITE_DELAY=0");
    return new StoredRuns(pool, "h2");
  }

  /** A job of that kind. */
  static JobSpec spec(Workload workload, int epochs, TracePolicy trace) {
    DataOrigin dataset = new DataOrigin.Stored(workload.dataset().id());
    return new JobSpec(
        null, workload.spec(epochs), trace, new DataSpec(dataset, Scaling.MIN_MAX, 0, null));
  }

  /** Accepts a job and takes it up. */
  Claim claim(JobSpec spec) {
    return store.claim(jobs.submit(Caller.SERVICE, spec).id(), clock);
  }

  /** Runs a job to its end and tells its id. */
  String run(JobSpec spec) {
    Claim claim = claim(spec);
    runner.run(claim, () -> false);
    return claim.id();
  }

  @Override
  public void close() {
    dataSource.close();
  }

  /** The CPU time of this thread: reports come as often as on a core that nobody else uses. */
  private static final class CpuClock extends Clock {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Override
    public Instant instant() {
      return start.plusMillis(THREADS.getCurrentThreadCpuTime() / 1_000_000);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
