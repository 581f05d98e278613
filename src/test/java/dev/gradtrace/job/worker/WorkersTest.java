package dev.gradtrace.job.worker;

import static dev.gradtrace.job.Jobs.xor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.access.Caller;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.dataset.store.StoredData;
import dev.gradtrace.job.Handover;
import dev.gradtrace.job.JobEvent;
import dev.gradtrace.job.JobFilter;
import dev.gradtrace.job.JobSettings;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.JobStore;
import dev.gradtrace.job.JobSummary;
import dev.gradtrace.job.Jobs;
import dev.gradtrace.job.StatusTransition;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.storage.TestDatabase;
import dev.gradtrace.tracing.JobSpans;
import dev.gradtrace.training.Runs;
import dev.gradtrace.validation.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkersTest {

  private static final int ENDLESS = Integer.MAX_VALUE;

  private static final JobSettings SETTINGS =
      new JobSettings(2, 1000, Duration.ofHours(1), Duration.ofDays(30), new JobSettings.Limits(1));

  private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);
  private final TestDatabase database = TestDatabase.inMemory();
  private final Datasets datasets = StoredData.in(database, clock);
  private final JobStore store = Jobs.store(database, datasets);
  private final JobRunner runner =
      new JobRunner(
          store,
          datasets,
          clock,
          Duration.ofHours(1),
          Jobs.UNWATCHED,
          Jobs.metrics(),
          JobSpans.off());
  private final Workers workers =
      new Workers(database.dataSource(), store, runner, Jobs.memory(datasets), clock, 2);
  private final TrainingJobs service =
      new TrainingJobs(database.transactions(), store, workers, datasets, SETTINGS, clock);

  /** Jobs that one worker may finish while the other is still starting on a slow machine. */
  private static final int HELD_UP = 10;

  @BeforeEach
  void start() {
    workers.start();
  }

  @AfterEach
  void stop() {
    workers.stop();
  }

  @Test
  void takeUpJobsInTheirOrderAndRunEachOnce() {
    List<String> ids =
        IntStream.range(0, 50)
            .mapToObj(i -> service.submit(Caller.SERVICE, xor(Runs.xor())).id())
            .toList();
    ids.forEach(this::awaitEnd);
    for (String id : ids) {
      assertThat(service.get(id).transitions())
          .extracting(StatusTransition::status)
          .as("statuses of job %s", id)
          .containsExactly(JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.SUCCEEDED);
    }
    List<String> started =
        ids.stream().sorted(Comparator.comparing(id -> service.get(id).startedAt())).toList();
    for (int i = 0; i < ids.size(); i++) {
      assertThat(started.indexOf(ids.get(i))).as("turn of job %d", i).isCloseTo(i, within(HELD_UP));
    }
  }

  @Test
  void takeUpAtOnceWhatWasAcceptedByAClockThatIsAhead() {
    Clock ahead = Clock.offset(clock, Duration.ofHours(1));
    TrainingJobs other =
        new TrainingJobs(database.transactions(), store, workers, datasets, SETTINGS, ahead);
    String id = other.submit(Caller.SERVICE, xor(Runs.xor())).id();
    awaitEnd(id);
    assertThat(service.get(id).status()).isEqualTo(JobStatus.SUCCEEDED);
  }

  @Test
  void giveTheSameBitsSideBySide() {
    List<String> ids =
        IntStream.range(0, 8)
            .mapToObj(i -> service.submit(Caller.SERVICE, xor(Runs.xor().epochs(2000))).id())
            .toList();
    ids.forEach(this::awaitEnd);
    assertThat(ids.stream().map(id -> service.get(id).result()).distinct()).hasSize(1);
  }

  @Test
  void obeyACancellationAtTheNextReport() {
    String id = service.submit(Caller.SERVICE, xor(Runs.xor().epochs(ENDLESS))).id();
    await(() -> service.lossCurve(id).epochs().size() > 1);
    List<JobEvent> before = service.events(id, 0);
    service.cancel(id);
    awaitEnd(id);
    assertThat(service.events(id, before.get(before.size() - 1).id()))
        .filteredOn(event -> event.change() instanceof JobEvent.Progressed)
        .as("one report before the request, the next, and the last")
        .hasSizeLessThanOrEqualTo(3);
    assertThat(service.get(id).status()).isEqualTo(JobStatus.CANCELLED);
    long[] steps = service.trace(id).steps();
    assertThat(steps).endsWith(service.get(id).progress().step());
  }

  @Test
  void handTheirJobsBackWhenTheServiceEndsAndRunThemOnWhenItStarts() {
    List<String> ids =
        IntStream.range(0, 3)
            .mapToObj(i -> service.submit(Caller.SERVICE, xor(Runs.xor().epochs(ENDLESS))).id())
            .toList();
    await(() -> service.get(ids.get(1)).status() == JobStatus.RUNNING);
    workers.stop();
    assertThat(workers.isRunning()).isFalse();
    assertThat(ids.stream().map(id -> service.get(id).status())).containsOnly(JobStatus.QUEUED);
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> service.submit(Caller.SERVICE, xor(Runs.xor())));
    workers.start();
    await(() -> service.get(ids.get(1)).status() == JobStatus.RUNNING);
    await(() -> service.get(ids.get(1)).progress().step() > 0);
  }

  @Test
  void takeBackAtOnceWhatAProcessThatIsGoneHadInAFileOfItsOwn() {
    String id = service.submit(Caller.SERVICE, xor(Runs.xor().epochs(ENDLESS))).id();
    await(() -> service.get(id).status() == JobStatus.RUNNING);
    workers.stop();
    store.claim(id, clock);
    database
        .jdbc()
        .update(
            "update scheduled_tasks set picked = true,"
                + " last_heartbeat = current_timestamp + interval '1' day");
    workers.start();
    await(() -> service.get(id).transitions().size() == 5);
    assertThat(service.get(id).transitions().get(4).message()).startsWith("taken over");
  }

  /** As after a worker that hung between receiving the job and claiming it. */
  @Test
  void getAJobBackThatAStrayWorkerHasClaimed() {
    String id = service.submit(Caller.SERVICE, xor(Runs.xor().epochs(1_000_000))).id();
    await(() -> service.get(id).progress().step() > 0);
    store.claim(id, clock);
    awaitEnd(id);
    assertThat(service.get(id).status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(service.get(id).transitions()).hasSize(5);
  }

  @Test
  void forgetAJobThatWasCancelledAndDeletedBeforeItsTurn() {
    workers.stop();
    workers.start();
    List<String> ids =
        IntStream.range(0, 3)
            .mapToObj(i -> service.submit(Caller.SERVICE, xor(Runs.xor().epochs(ENDLESS))).id())
            .toList();
    String waiting = ids.get(2);
    service.cancel(waiting);
    service.delete(waiting);
    service.cancel(ids.get(0));
    await(
        () ->
            database
                    .jdbc()
                    .queryForObject(
                        "select count(*) from scheduled_tasks where task_instance = ?",
                        Integer.class,
                        waiting)
                == 0);
  }

  /** All workers are busy with the long jobs of someone of whom many more wait. */
  @Test
  void letANewcomerInWithinSecondsAndShareTheWorkersFromThenOn() {
    Caller first = Caller.at("192.0.2.1");
    List<String> long0 =
        service.submitAll(first, Collections.nCopies(50, xor(Runs.xor().epochs(ENDLESS)))).stream()
            .map(TrainingJob::id)
            .toList();
    await(() -> running().size() == 2);
    String second = service.submit(Caller.at("192.0.2.2"), xor(Runs.xor().epochs(ENDLESS))).id();
    await(() -> service.get(second).status() == JobStatus.RUNNING);
    assertThat(running()).containsOnlyOnce(second).hasSizeLessThanOrEqualTo(2);
    assertThat(waitOf(second)).isLessThan(Duration.ofSeconds(10));
    String third = service.submit(Caller.at("192.0.2.3"), xor(Runs.xor())).id();
    awaitEnd(third);
    assertThat(service.get(third).status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(long0.stream().limit(2).flatMap(id -> service.get(id).transitions().stream()))
        .extracting(StatusTransition::message)
        .contains(Handover.TURN.message());
    await(() -> service.get(second).progress().step() > 0);
  }

  private List<String> running() {
    return store.newestFirst(JobFilter.of(JobStatus.RUNNING), 100).stream()
        .map(JobSummary::id)
        .toList();
  }

  private Duration waitOf(String id) {
    TrainingJob job = service.get(id);
    return Duration.between(job.createdAt(), job.startedAt());
  }

  @Test
  void canStartAgain() {
    workers.stop();
    workers.start();
    String id = service.submit(Caller.SERVICE, xor(Runs.xor())).id();
    awaitEnd(id);
    assertThat(service.get(id).status()).isEqualTo(JobStatus.SUCCEEDED);
  }

  private void awaitEnd(String id) {
    await(() -> service.get(id).status().isFinished());
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(55))
        .pollInterval(Duration.ofMillis(5))
        .until(condition);
  }
}
