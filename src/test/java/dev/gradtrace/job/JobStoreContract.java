package dev.gradtrace.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Datasets;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.Xor;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.storage.TestDatabase;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.trace.TraceSelection;
import dev.gradtrace.training.CheckpointFormat;
import dev.gradtrace.training.Runs;
import dev.gradtrace.training.TrainingRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every database must do for jobs. */
@Timeout(120)
abstract class JobStoreContract {

  private static final int CAPACITY = 10;
  private static final int THREADS = 6;
  private static final Ending DONE = new Ending(JobStatus.SUCCEEDED, null, null, null);
  private static final JobEvent.Change PROGRESS =
      new JobEvent.Progressed(new Progress(1, 2, 3, 4, Double.NaN, Double.POSITIVE_INFINITY));

  private final TestDatabase database;
  private final Jobs jobs;
  private final JobStore store;

  JobStoreContract(TestDatabase database) {
    this.database = database;
    this.jobs = new Jobs(database, CAPACITY);
    this.store = jobs.store;
  }

  @BeforeEach
  void clear() {
    database.clear();
  }

  @Test
  void holdsNoMoreThanItMayAndGivesEachJobToOneWorker() throws InterruptedException {
    int attempts = 400;
    AtomicInteger next = new AtomicInteger();
    AtomicInteger mostWaiting = new AtomicInteger();
    Queue<String> accepted = new ConcurrentLinkedQueue<>();
    Queue<String> claimed = new ConcurrentLinkedQueue<>();
    inParallel(
        thread -> {
          for (int n = next.getAndIncrement(); n < attempts; n = next.getAndIncrement()) {
            try {
              accepted.add(jobs.submit());
            } catch (QueueFull full) {
              assertThat(n).isPositive();
            }
            int waiting = store.newestFirst(JobStatus.QUEUED, null, attempts).size();
            mostWaiting.accumulateAndGet(waiting, Math::max);
            if (n % 2 == 1) {
              claimAndFinish(claimed);
            }
          }
        });
    while (claimAndFinish(claimed)) {}
    assertThat(mostWaiting).hasValueLessThanOrEqualTo(CAPACITY);
    assertThat(claimed)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(accepted)
        .hasSizeGreaterThanOrEqualTo(attempts / 2);
  }

  private boolean claimAndFinish(Queue<String> claimed) {
    Claim claim = store.claimNext(jobs.clock);
    if (claim == null) {
      return false;
    }
    claimed.add(claim.id());
    store.finish(claim, jobs.clock.instant(), DONE);
    return true;
  }

  @Test
  void cancelsClaimsAndHandsBackAtTheSameTime() throws InterruptedException {
    inParallel(
        thread -> {
          for (int n = 0; n < 30; n++) {
            String id = jobs.submit();
            Claim claim = store.claimNext(jobs.clock);
            if (claim != null && n % 3 == 0) {
              store.handBack(claim, jobs.clock.instant(), "another shall have it");
            } else if (claim != null) {
              store.finish(claim, jobs.clock.instant(), DONE);
            }
            try {
              store.cancel(id, jobs.clock.instant());
            } catch (WrongState finished) {
              assertThat(finished.status().isFinished()).isTrue();
            }
          }
        });
    int left = store.newestFirst(JobStatus.QUEUED, null, 1000).size();
    assertThat(
            database
                .jdbc()
                .queryForObject(
                    "select amount from totals where name = 'waiting_jobs'", Integer.class))
        .isEqualTo(left);
    assertThat(store.newestFirst(JobStatus.RUNNING, null, 1000)).isEmpty();
  }

  @Test
  void takesNothingFromAWorkerThatLostItsClaim() {
    String id = jobs.submit();
    Claim lost = store.claimNext(jobs.clock);
    Claim holds = store.claim(id, jobs.clock);
    assertThat(holds.token()).isGreaterThan(lost.token());
    Instant now = jobs.clock.instant();
    Map<String, Integer> rows = database.rows();
    Report report = report(lost, PROGRESS);
    List<Runnable> attempts =
        List.of(
            () -> store.report(lost, report),
            () -> store.finish(lost, now, DONE),
            () -> store.handBack(lost, now, "no"));
    for (Runnable attempt : attempts) {
      assertThatExceptionOfType(ClaimLost.class).isThrownBy(attempt::run);
    }
    assertThat(database.rows()).isEqualTo(rows);
    assertThat(store.get(id).progress().step()).isZero();
    store.report(holds, report(holds, PROGRESS));
    store.finish(holds, now, DONE);
    assertThatExceptionOfType(ClaimLost.class).isThrownBy(() -> store.finish(holds, now, DONE));
    assertThat(store.claim(id, jobs.clock)).isNull();
    assertThat(store.eventsAfter(id, 0))
        .extracting(JobEvent::id)
        .containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(store.get(id).transitions())
        .extracting(StatusTransition::message)
        .containsExactly(null, null, "taken over from a worker that no longer answers", null);
  }

  @Test
  void putsAJobThatIsHandedBackBeforeAllOthers() {
    String first = jobs.submit();
    jobs.submit();
    Claim claim = store.claimNext(jobs.clock);
    store.report(claim, recorded(claim));
    store.handBack(claim, jobs.clock.instant(), "the service is shutting down");
    assertThat(store.get(first).status()).isEqualTo(JobStatus.QUEUED);
    Claim again = store.claimNext(jobs.clock);
    assertThat(again.id()).isEqualTo(first);
    assertThat(store.checkpoint(again)).isNotNull();
    assertThat(store.get(first).transitions())
        .extracting(StatusTransition::message)
        .containsExactly(null, null, "the service is shutting down", null);
    assertThat(store.get(first).startedAt()).isEqualTo(claim.job().startedAt());
  }

  @Test
  void claimsAJobByItsId() {
    jobs.submit();
    String second = jobs.submit();
    Claim claim = store.claim(second, jobs.clock);
    assertThat(claim.job().status()).isEqualTo(JobStatus.RUNNING);
    assertThat(store.claimNext(jobs.clock).id()).isNotEqualTo(second);
    assertThat(store.claimNext(jobs.clock)).isNull();
    assertThatExceptionOfType(UnknownJob.class)
        .isThrownBy(() -> store.claim("nothing", jobs.clock));
  }

  @Test
  void givesBackWhatARunRecordedToTheLastBit() {
    String id = jobs.submit();
    Claim claim = store.claimNext(jobs.clock);
    assertThat(store.lossCurve(id).epochs()).isEmpty();
    assertThat(store.model(id)).isNull();
    assertThat(store.checkpoint(claim)).isNull();
    Report told = recorded(claim);
    store.report(claim, told);

    Recording recording = told.recording();
    assertThat(store.lossCurve(id)).isEqualTo(recording.lossCurve());
    Model model = store.model(id);
    assertThat(model.step()).isEqualTo(recording.model().step());
    assertThat(model.scaling().shift()).isEqualTo(recording.model().scaling().shift());
    assertThat(numbers(model.parameters())).isEqualTo(numbers(recording.model().parameters()));
    assertThat(CheckpointFormat.write(store.checkpoint(claim)))
        .isEqualTo(CheckpointFormat.write(told.checkpoint()));
    GradientTrace part =
        store.trace(id, new TraceSelection(List.of(Metric.WEIGHT_NORM), List.of(2)));
    assertThat(part.steps()).isEqualTo(recording.trace().steps());
    assertThat(part.series(2, Metric.WEIGHT_NORM))
        .isEqualTo(recording.trace().series(2, Metric.WEIGHT_NORM));
  }

  @Test
  void forgetsTheCheckpointOfAFinishedJobAndEverythingOfADeletedOne() {
    JobSpec spec = manyNumbers();
    String id = jobs.submit(spec);
    Claim claim = store.claimNext(jobs.clock);
    store.report(claim, recorded(claim));
    store.finish(claim, jobs.clock.instant(), DONE);
    assertThat(store.checkpoint(claim)).isNull();
    assertThat(database.rows()).containsKeys("dataset_payloads", "job_payloads", "job_events");
    store.delete(id);
    assertThat(database.rows()).isEmpty();
    assertThatExceptionOfType(UnknownJob.class).isThrownBy(() -> store.delete(id));
  }

  @Test
  void keepsManyNumbersThatCameWithAJob() {
    JobSpec spec = manyNumbers();
    String id = jobs.submit(spec);
    assertThat(store.get(id).spec().training().parameters()).isNull();
    JobSpec claimed = store.claimNext(jobs.clock).job().spec();
    assertThat(numbers(claimed.training().parameters()))
        .isEqualTo(numbers(spec.training().parameters()));
    assertThat(claimed.training().startingFrom(spec.training().parameters()))
        .isEqualTo(spec.training());
    Dataset inline = ((DataSource.Inline) spec.data().dataset()).dataset();
    Dataset loaded = claimed.data().dataset().load(jobs.datasets);
    assertThat(loaded.inputs().toMatrix(0, 500).toArray())
        .isEqualTo(inline.inputs().toMatrix(0, 500).toArray());
    assertThat(claimed.data().validation().load(jobs.datasets).samples()).isEqualTo(400);
  }

  private static JobSpec manyNumbers() {
    NetworkSpec network =
        new NetworkSpec(
            2, List.of(LayerSpec.of(500, Elementwise.TANH), LayerSpec.of(1, Elementwise.SIGMOID)));
    Parameters start = Parameters.initial(network, 3);
    DataSource many = new DataSource.Inline(new Xor(500, 0.1, 1).generate());
    DataSource judges = new DataSource.Inline(new Xor(400, 0.1, 2).generate());
    return new JobSpec(
        "many",
        Runs.xor().network(network).parameters(start).spec(),
        TracePolicy.thinned(),
        new DataSpec(many, Scaling.STANDARD, 0, judges));
  }

  @Test
  void keepsADatasetAsLongAsAJobNeedsIt() {
    String dataset = jobs.datasets.put(Jobs.XOR).id();
    DataSource stored = new DataSource.Stored(dataset);
    String id =
        jobs.submit(
            new JobSpec(
                null,
                Runs.xor().spec(),
                TracePolicy.thinned(),
                new DataSpec(stored, Scaling.NONE, 0, stored)));
    assertThat(jobs.datasets.delete(dataset)).isEqualTo(Datasets.Deletion.NEEDED);
    store.cancel(id, jobs.clock.instant());
    assertThat(jobs.datasets.delete(dataset)).isEqualTo(Datasets.Deletion.DELETED);
    assertThat(store.get(id).spec().data().dataset()).isEqualTo(stored);
  }

  @Test
  void takesWordsOfAnyKind() {
    String id = jobs.submit();
    Claim claim = store.claimNext(jobs.clock);
    store.finish(
        claim,
        jobs.clock.instant(),
        Ending.failure(JobError.Code.DATASET_UNUSABLE, "class '\0' ✗ " + "x".repeat(9000), null));
    assertThat(store.get(id).error().message()).startsWith("class '\uFFFD' ✗ ").hasSize(9012);
    assertThatExceptionOfType(UnknownJob.class).isThrownBy(() -> store.get("\0"));
    assertThat(store.newestFirst(null, "\0", 0)).isEmpty();
    assertThat(store.needsDataset("\0")).isFalse();
  }

  private Report report(Claim claim, JobEvent.Change... changes) {
    Progress progress = new Progress(1, 10, 3, 10, 1, 2);
    return new Report(jobs.clock.instant(), progress, List.of(changes), null, null);
  }

  /** All that a run tells when it ends. */
  private Report recorded(Claim claim) {
    JobSpec spec = claim.job().spec();
    var data = TrainingData.load(spec, jobs.datasets).scaledBy(spec.data().scaling());
    TrainingRun run = TrainingRun.of(spec.training(), data);
    Journal journal = new Journal(spec, run, data, jobs.clock);
    while (run.hasNext()) {
      journal.record(run.nextObserved());
    }
    Report report = journal.lastReport(jobs.clock.millis());
    return new Report(
        report.at(), report.progress(), report.changes(), report.recording(), run.checkpoint());
  }

  private static double[] numbers(Parameters parameters) {
    return parameters
        .matrices()
        .flatMapToDouble(matrix -> Arrays.stream(matrix.toArray()))
        .toArray();
  }

  private static void inParallel(Consumer<Integer> work) throws InterruptedException {
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    IntStream.range(0, THREADS)
        .mapToObj(number -> new Thread(() -> work.accept(number)))
        .forEach(threads::add);
    for (Thread thread : threads) {
      thread.setUncaughtExceptionHandler((failed, failure) -> failures.add(failure));
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }
}
