package dev.gradtrace.job;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.gradtrace.dataset.Datasets;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.StoredData;
import dev.gradtrace.storage.TestDatabase;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.training.Workload;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** Jobs that this thread runs, kept in a database as the service keeps them. */
final class StoredRuns implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofHours(1);

  final Clock clock = Clock.tickMillis(ZoneOffset.UTC);
  final Datasets datasets;
  final JobStore store;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final HikariDataSource dataSource;
  private final TrainingJobs jobs;
  private final JobRunner runner;

  private StoredRuns(HikariConfig pool, String vendor) {
    dataSource = new HikariDataSource(pool);
    TestDatabase database = TestDatabase.of(dataSource, vendor);
    JobMetrics metrics = new JobMetrics(meters, 1);
    datasets = StoredData.in(database, clock);
    store = Jobs.store(database, datasets, metrics);
    runner = new JobRunner(store, datasets, clock, LONGEST, metrics);
    Workers nobody = new Workers(dataSource, store, runner, clock, 1);
    JobSettings settings = new JobSettings(1, 1000, new JobSettings.Limits(LONGEST), null);
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
    DataSource dataset = new DataSource.Stored(workload.dataset().id());
    return new JobSpec(
        null, workload.spec(epochs), trace, new DataSpec(dataset, Scaling.MIN_MAX, 0, null));
  }

  /** Accepts a job and takes it up. */
  Claim claim(JobSpec spec) {
    return store.claim(jobs.submit(spec).id(), clock);
  }

  /** Runs a job to its end and tells its id. */
  String run(JobSpec spec) {
    Claim claim = claim(spec);
    runner.run(claim, () -> false);
    return claim.id();
  }

  /** Microseconds that the store took for what was reported, so far. */
  double reporting() {
    return meters.find("gradtrace.report").timers().stream()
        .mapToDouble(timer -> timer.totalTime(TimeUnit.MICROSECONDS))
        .sum();
  }

  @Override
  public void close() {
    dataSource.close();
  }
}
