package dev.gradtrace.job.store;

import static dev.gradtrace.storage.FirstRelease.DATASET;
import static dev.gradtrace.storage.FirstRelease.FINISHED;
import static dev.gradtrace.storage.FirstRelease.HANDED_BACK;
import static dev.gradtrace.storage.FirstRelease.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.job.Claim;
import dev.gradtrace.job.JobEvent;
import dev.gradtrace.job.JobFilter;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.JobSummary;
import dev.gradtrace.job.Jobs;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.spec.SpecSummary;
import dev.gradtrace.storage.FirstRelease;
import dev.gradtrace.storage.TestDatabase;
import dev.gradtrace.trace.GradientTrace;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What users of the first release have is read, and goes on, after an upgrade. */
class FirstReleaseTest {

  static Stream<Arguments> databases() {
    return Stream.of(
        Arguments.argumentSet("H2", (Supplier<TestDatabase>) FirstRelease::onH2),
        Arguments.argumentSet("PostgreSQL", (Supplier<TestDatabase>) FirstRelease::onPostgres));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void isReadAndGoesOn(Supplier<TestDatabase> database) {
    Jobs jobs = new Jobs(database.get(), 1000);

    Dataset moons = jobs.datasets.load(DATASET).orElseThrow();
    assertThat(moons.samples()).isEqualTo(120);
    assertThat(jobs.needDataset(DATASET)).isTrue();
    assertThat(jobs.service.list(JobFilter.of(null), 10).items())
        .extracting(JobSummary::id)
        .containsExactly(WAITING, HANDED_BACK, FINISHED);
    assertThat(jobs.service.list(JobFilter.of(null), 10).items())
        .allSatisfy(
            job ->
                assertThat(job.spec())
                    .isEqualTo(SpecSummary.of(jobs.service.get(job.id()).spec())));

    finishedJobIsWhole(jobs);
    handedBackJobGoesOn(jobs);
    waitingJobRuns(jobs);
    assertThat(jobs.needDataset(DATASET)).isFalse();
    jobs.service.delete(FINISHED);
    assertThat(jobs.database.rows()).containsEntry("jobs", 2);
  }

  private static void finishedJobIsWhole(Jobs jobs) {
    TrainingJob finished = jobs.service.get(FINISHED);
    assertThat(finished.spec().name()).isEqualTo("first run · ∇");
    assertThat(finished.status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(finished.result().trainingLoss()).isEqualTo(0.29833889111187045);
    assertThat(jobs.service.events(FINISHED, 0))
        .extracting(JobEvent::id)
        .startsWith(1L)
        .endsWith(26L);
    assertThat(jobs.service.lossCurve(FINISHED).epochs()).hasSize(21);
    assertThat(jobs.service.lossCurve(FINISHED).batches()).hasSize(180);
    GradientTrace trace = jobs.service.trace(FINISHED);
    assertThat(trace.steps()).startsWith(1).endsWith(180);
    assertThat(trace.series(1, Metric.WEIGHT_GRADIENT_NORM)).doesNotContain(Double.NaN);
    assertThat(jobs.service.parameters(FINISHED).weights(2).rows()).isEqualTo(2);
  }

  /** From its checkpoint: no step is taken, and no epoch told, a second time. */
  private static void handedBackJobGoesOn(Jobs jobs) {
    TrainingJob before = jobs.service.get(HANDED_BACK);
    assertThat(before.status()).isEqualTo(JobStatus.QUEUED);
    Claim claim = jobs.store.claim(HANDED_BACK, jobs.clock);
    jobs.service.cancel(HANDED_BACK);
    jobs.runner.run(claim, () -> false);
    TrainingJob ended = jobs.service.get(HANDED_BACK);
    assertThat(ended.status()).isEqualTo(JobStatus.CANCELLED);
    assertThat(ended.progress().step()).isGreaterThan(before.progress().step());
    int[] told =
        jobs.service.events(HANDED_BACK, 0).stream()
            .map(JobEvent::change)
            .filter(JobEvent.EpochEnded.class::isInstance)
            .mapToInt(change -> ((JobEvent.EpochEnded) change).evaluation().epoch())
            .toArray();
    assertThat(told).containsExactly(IntStream.range(0, told.length).toArray());
  }

  private static void waitingJobRuns(Jobs jobs) {
    jobs.runner.run(jobs.store.claim(WAITING, jobs.clock), () -> false);
    assertThat(jobs.service.get(WAITING).status()).isEqualTo(JobStatus.SUCCEEDED);
  }
}
