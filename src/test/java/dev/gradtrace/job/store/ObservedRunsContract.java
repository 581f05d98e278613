package dev.gradtrace.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.access.Caller;
import dev.gradtrace.caption.Caption;
import dev.gradtrace.contract.spec.StoredSpecs;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.Jobs;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.WrongState;
import dev.gradtrace.job.observed.ObservedPoint;
import dev.gradtrace.job.observed.ObservedRuns;
import dev.gradtrace.job.observed.ObservedStep;
import dev.gradtrace.job.observed.WatchedMemory;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.storage.TestDatabase;
import dev.gradtrace.trace.CurvatureSeries;
import dev.gradtrace.trace.DistributionPolicy;
import dev.gradtrace.trace.Distributions;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.trace.TraceSpec;
import dev.gradtrace.training.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the store of observed runs must do on every database. */
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
    this.runs =
        new ObservedRuns(store, jobs.store, jobs.datasets, jobs.clock, new WatchedMemory(1 << 26));
  }

  @BeforeEach
  void begin() {
    database.clear();
    run = runs.begin(Caller.at("here"), Jobs.xor(Runs.xor()), Mode.TRAINING);
  }

  private void observe(long step, double loss) {
    observe(runs, step, loss);
  }

  private void observe(ObservedRuns runs, long step, double loss) {
    NetworkSpec network = run.spec().training().network();
    Parameters parameters = Parameters.initial(network, step);
    runs.observe(runs.next(run.id(), step), new ObservedStep(step, parameters, 0.1, loss, null));
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
  void measuresTheSameWhateverIsRemembered() {
    ObservedRuns other = forgetful();
    NetworkSpec network = run.spec().training().network();
    for (int k = 0; k < 6; k++) {
      observe(k % 2 == 0 ? runs : other, k / 2, 0.5);
    }
    TrainingJob again = runs.begin(Caller.at("here"), run.spec(), Mode.TRAINING);
    for (int k = 0; k < 3; k++) {
      ObservedStep sent = new ObservedStep(k, Parameters.initial(network, k), 0.1, 0.5, null);
      runs.observe(runs.next(again.id(), k), sent);
    }
    GradientTrace mixed = jobs.service.trace(run.id());
    GradientTrace plain = jobs.service.trace(again.id());
    for (Metric metric : Metric.values()) {
      assertThat(mixed.series(2, metric)).as("%s", metric).isEqualTo(plain.series(2, metric));
    }
    assertThat(jobs.service.parameters(run.id()).weights(1).toArray())
        .isEqualTo(jobs.service.parameters(again.id()).weights(1).toArray());
  }

  /** Observed runs without a cache. */
  private ObservedRuns forgetful() {
    return new ObservedRuns(store, jobs.store, jobs.datasets, jobs.clock, new WatchedMemory(0));
  }

  @Test
  void refusesAPointThatWasMeasuredBesideAnother() {
    observe(0, 0.5);
    ObservedRuns.Turn turn = runs.next(run.id(), 1);
    ObservedStep late =
        new ObservedStep(
            1, Parameters.initial(run.spec().training().network(), 7), 0.1, 0.25, null);
    ObservedPoint point = runs.observe(turn, late);
    assertThatThrownBy(() -> store.put(run.id(), point, run.spec().trace(), jobs.clock.instant()))
        .isInstanceOf(WrongState.class)
        .hasMessageContaining("send this one again");
    assertThat(jobs.service.trace(run.id()).steps()).containsExactly(0, 1);
  }

  @Test
  void keepsDistributionsAndCurvatureOfSpreadPoints() {
    TraceSpec trace =
        new TraceSpec(
            new TracePolicy(1, Integer.MAX_VALUE, 4),
            new DistributionPolicy(List.of(Tensor.WEIGHTS, Tensor.UPDATE), 3));
    JobSpec plain = run.spec();
    run =
        runs.begin(
            Caller.at("here"),
            new JobSpec(Caption.NONE, plain.training(), trace, plain.data()),
            Mode.TRAINING);
    for (int k = 0; k < 12; k++) {
      observe(10L * k, 0.5);
      observe(10L * k, 0.5);
      assertThat(recordedBytes()).as("point %d", k).isEqualTo(keptBytes());
    }
    assertThat(jobs.service.distributions(run.id()).steps()).containsExactly(0, 80);
    assertThat(jobs.service.curvature(run.id()).steps()).containsExactly(0, 40, 80);
    runs.finish(runs.ending(run.id()));
    assertThat(recordedBytes()).isEqualTo(keptBytes());
    Distributions kept = jobs.service.distributions(run.id());
    assertThat(kept.steps()).containsExactly(0, 80, 110);
    assertThat(kept.at(0, Tensor.UPDATE, 1).zero()).isEqualTo(6);
    assertThat(kept.at(2, Tensor.UPDATE, 1).zero()).isZero();
    CurvatureSeries curvature = jobs.service.curvature(run.id());
    assertThat(curvature.steps()).containsExactly(0, 40, 80, 110);
    assertThat(curvature.learningRates()).containsOnly(0.1);
    assertThat(curvature.samples()).containsOnly(4);
  }

  private long recordedBytes() {
    return number("select recorded_bytes from jobs where id = '" + run.id() + "'");
  }

  private long keptBytes() {
    return Stream.of(
            "job_payloads where owner",
            "observed_points where run_id",
            "observed_distributions where run_id")
        .mapToLong(
            rows ->
                number("select sum(octet_length(bytes)) from " + rows + " = '" + run.id() + "'"))
        .sum();
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
