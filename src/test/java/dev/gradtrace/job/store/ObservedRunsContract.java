package dev.gradtrace.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.access.Caller;
import dev.gradtrace.contract.StoredSpecs;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.Jobs;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.WrongState;
import dev.gradtrace.job.observed.ObservedRuns;
import dev.gradtrace.job.observed.ObservedStep;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.storage.TestDatabase;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.training.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every database must do for runs that are trained elsewhere. */
@Timeout(120)
abstract class ObservedRunsContract {

  private static final int POINTS = 450;

  private final TestDatabase database;
  private final Jobs jobs;
  private final JdbcObservedRuns store;
  private final ObservedRuns runs;
  private TrainingJob run;

  ObservedRunsContract(TestDatabase database) {
    this.database = database;
    this.jobs = new Jobs(database, 10);
    this.store =
        new JdbcObservedRuns(
            database.jdbc(),
            database.transactions(),
            jobs.datasets,
            StoredSpecs.json(),
            Jobs.metrics(),
            database.storedBytes());
    this.runs = new ObservedRuns(store, jobs.store, jobs.datasets, jobs.clock);
  }

  @BeforeEach
  void begin() {
    database.clear();
    run = runs.begin(Caller.at("here"), Jobs.xor(Runs.xor()), Mode.TRAINING);
  }

  private void observe(long step, double loss) {
    NetworkSpec network = run.spec().training().network();
    Parameters parameters = Parameters.initial(network, step);
    runs.observe(runs.get(run.id()), new ObservedStep(step, parameters, 0.1, loss, null));
  }

  @Test
  void keepsEveryPointInItsOrder() {
    for (int k = 0; k < POINTS; k++) {
      observe(3L * k, Double.NaN);
    }
    GradientTrace trace = jobs.service.trace(run.id());
    assertThat(trace.steps()).isEqualTo(LongStream.range(0, POINTS).map(k -> 3 * k).toArray());
    assertThat(trace.losses())
        .isEqualTo(
            jobs.service.lossCurve(run.id()).batches().stream()
                .mapToDouble(b -> b.loss())
                .toArray());
    assertThat(trace.series(1, Metric.UPDATE_RATIO)[0]).isNaN();
    assertThat(trace.series(1, Metric.UPDATE_RATIO)[POINTS - 1]).isPositive();
  }

  @Test
  void replacesOnlyTheLastPoint() {
    observe(0, 1);
    observe(10, 2);
    observe(10, Double.NaN);
    assertThatThrownBy(() -> observe(5, 3)).isInstanceOf(WrongState.class);
    assertThat(jobs.service.trace(run.id()).steps()).containsExactly(0, 10);
    assertThat(jobs.service.lossCurve(run.id()).batches().get(0).trainingLoss()).isEqualTo(1);
    assertThat(jobs.service.lossCurve(run.id()).batches().get(1).trainingLoss()).isNaN();
  }

  @Test
  void countsWhatItKeeps() {
    for (int k = 0; k < 4; k++) {
      observe(k, 0.5);
      observe(k, 0.25);
      assertThat(number("select recorded_bytes from jobs"))
          .isEqualTo(
              number("select sum(octet_length(bytes)) from job_payloads")
                  + number("select sum(octet_length(bytes)) from observed_points"));
    }
    runs.delete(run.id());
    assertThat(number("select count(*) from observed_points")).isZero();
    assertThat(number("select count(*) from datasets")).isZero();
  }

  private long number(String query) {
    Long found = database.jdbc().queryForObject(query, Long.class);
    return found == null ? 0 : found;
  }

  @Test
  void endsWhatFallsSilent() {
    observe(0, 1);
    Instant now = jobs.clock.instant();
    assertThat(store.finishAbandoned(now.minus(Duration.ofDays(7)), now)).isZero();
    assertThat(store.finishAbandoned(now.plus(Duration.ofDays(7)), now)).isOne();
    assertThat(runs.get(run.id()).status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(store.finishAbandoned(now.plus(Duration.ofDays(7)), now)).isZero();
    assertThatThrownBy(() -> observe(1, 1)).isInstanceOf(WrongState.class);
  }
}
