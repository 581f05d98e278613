package dev.gradtrace.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.gradtrace.access.Caller;
import dev.gradtrace.access.Role;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.job.Claim;
import dev.gradtrace.job.ClaimLost;
import dev.gradtrace.job.DataOrigin;
import dev.gradtrace.job.DataSpec;
import dev.gradtrace.job.Ending;
import dev.gradtrace.job.JobError;
import dev.gradtrace.job.JobEvent;
import dev.gradtrace.job.JobSpec;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.JobStore;
import dev.gradtrace.job.Jobs;
import dev.gradtrace.job.Model;
import dev.gradtrace.job.Progress;
import dev.gradtrace.job.Recording;
import dev.gradtrace.job.Report;
import dev.gradtrace.job.StatusTransition;
import dev.gradtrace.job.TrainingData;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.UnknownJob;
import dev.gradtrace.job.WrongState;
import dev.gradtrace.job.worker.Journal;
import dev.gradtrace.job.worker.Past;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.storage.TestDatabase;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.trace.TraceSelection;
import dev.gradtrace.training.CheckpointFormat;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Runs;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.validation.Refusal;
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
  private static final JobEvent.Change EPOCH =
      new JobEvent.EpochEnded(new EpochEnd(1, 2, 0.5, 1, Double.NaN, 0.5));
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
  void holdsNoMoreThanItMay() throws InterruptedException {
    int attempts = 400;
    AtomicInteger next = new AtomicInteger();
    AtomicInteger mostWaiting = new AtomicInteger();
    AtomicInteger accepted = new AtomicInteger();
    Queue<String> waiting = new ConcurrentLinkedQueue<>();
    inParallel(
        thread -> {
          for (int n = next.getAndIncrement(); n < attempts; n = next.getAndIncrement()) {
            try {
              waiting.add(jobs.submit());
              accepted.incrementAndGet();
            } catch (Refusal full) {
              assertThat(next).hasValueGreaterThan(CAPACITY);
            }
            int now = store.newestFirst(null, JobStatus.QUEUED, null, attempts).size();
            mostWaiting.accumulateAndGet(now, Math::max);
            String oldest = n % 2 == 1 ? waiting.poll() : null;
            if (oldest != null) {
              store.finish(store.claim(oldest, jobs.clock), jobs.clock.instant(), DONE);
            }
          }
        });
    assertThat(mostWaiting).hasValueLessThanOrEqualTo(CAPACITY);
    assertThat(accepted).hasValueGreaterThanOrEqualTo(attempts / 2);
    assertThat(waitingJobs()).isEqualTo(waiting.size());
  }

  @Test
  void cancelsClaimsAndHandsBackAtTheSameTime() throws InterruptedException {
    Queue<String> ids = new ConcurrentLinkedQueue<>();
    inParallel(
        thread -> {
          for (int n = 0; n < 30; n++) {
            String id = jobs.submit();
            ids.add(id);
            Claim claim = store.claim(ids.remove(), jobs.clock);
            if (claim != null && n % 3 == 0) {
              store.handBack(claim, jobs.clock.instant(), "another shall have it");
            } else if (claim != null) {
              store.finish(claim, jobs.clock.instant(), DONE);
            }
            try {
              store.cancel(id, jobs.clock.instant());
            } catch (WrongState finished) {
              assertThat(finished).hasMessageEndingWith(" already.");
            }
          }
        });
    assertThat(waitingJobs())
        .isEqualTo(store.newestFirst(null, JobStatus.QUEUED, null, 1000).size());
    assertThat(store.newestFirst(null, JobStatus.RUNNING, null, 1000)).isEmpty();
  }

  private int waitingJobs() {
    return database
        .jdbc()
        .queryForObject("select amount from totals where name = 'waiting_jobs'", Integer.class);
  }

  @Test
  void takesNothingFromAWorkerThatLostItsClaim() {
    String id = jobs.submit();
    Claim lost = jobs.claimNext();
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
  void tellsAReportThatComesTwiceOnce() {
    String id = jobs.submit();
    Claim claim = store.claim(id, jobs.clock);
    Report unanswered = report(claim, PROGRESS);
    store.report(claim, unanswered);
    store.report(claim, unanswered);
    Report withNews =
        new Report(
            unanswered.at(),
            unanswered.progress(),
            unanswered.lastEvent(),
            List.of(PROGRESS, EPOCH),
            null,
            null);
    store.report(claim, withNews);
    assertThat(store.eventsAfter(id, 2))
        .extracting(JobEvent::id, JobEvent::change)
        .containsExactly(tuple(3L, PROGRESS), tuple(4L, EPOCH));
    store.finish(claim, jobs.clock.instant(), DONE);
    assertThat(store.eventsAfter(id, 4)).extracting(JobEvent::id).containsExactly(5L);
  }

  @Test
  void keepsWhatWasReportedOfAJobThatIsHandedBack() {
    String id = jobs.submit();
    Claim claim = store.claim(id, jobs.clock);
    store.report(claim, recorded(claim));
    store.handBack(claim, jobs.clock.instant(), "the service is shutting down");
    assertThat(store.get(id).status()).isEqualTo(JobStatus.QUEUED);
    Claim again = store.claim(id, jobs.clock);
    assertThat(store.checkpoint(again)).isNotNull();
    assertThat(store.get(id).transitions())
        .extracting(StatusTransition::message)
        .containsExactly(null, null, "the service is shutting down", null);
    assertThat(store.get(id).startedAt()).isEqualTo(claim.job().startedAt());
  }

  @Test
  void claimsAJobThatIsThere() {
    String id = jobs.submit();
    assertThat(store.claim(id, jobs.clock).job().status()).isEqualTo(JobStatus.RUNNING);
    assertThat(store.get(id).status()).isEqualTo(JobStatus.RUNNING);
    assertThat(store.claim("nothing", jobs.clock)).isNull();
  }

  @Test
  void givesBackWhatARunRecordedToTheLastBit() {
    String id = jobs.submit();
    Claim claim = jobs.claimNext();
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
    Claim claim = jobs.claimNext();
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
    JobSpec claimed = jobs.claimNext().job().spec();
    assertThat(numbers(claimed.training().parameters()))
        .isEqualTo(numbers(spec.training().parameters()));
    assertThat(claimed.training().withParameters(spec.training().parameters()))
        .isEqualTo(spec.training());
    Dataset inline = ((DataOrigin.Inline) spec.data().dataset()).dataset();
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
    DataOrigin many =
        new DataOrigin.Inline(
            Generator.of("xor", Map.of("samples", 500, "noise", 0.1, "seed", 1)).generate());
    DataOrigin validation =
        new DataOrigin.Inline(
            Generator.of("xor", Map.of("samples", 400, "noise", 0.1, "seed", 2)).generate());
    return new JobSpec(
        "many",
        Runs.xor().network(network).parameters(start).spec(),
        TracePolicy.thinned(),
        new DataSpec(many, Scaling.STANDARD, 0, validation));
  }

  @Test
  void keepsADatasetAsLongAsAJobNeedsIt() {
    String dataset = jobs.datasets.put(Caller.SERVICE, Jobs.XOR).id();
    DataOrigin stored = new DataOrigin.Stored(dataset);
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
    Claim claim = jobs.claimNext();
    store.finish(
        claim,
        jobs.clock.instant(),
        Ending.failure(JobError.Code.DATASET_UNUSABLE, "class '\0' ✗ " + "x".repeat(9000), null));
    assertThat(store.get(id).error().message()).startsWith("class '\uFFFD' ✗ ").hasSize(9012);
    assertThatExceptionOfType(UnknownJob.class).isThrownBy(() -> store.get("\0"));
    assertThat(store.newestFirst(null, null, "\0", 0)).isEmpty();
  }

  @Test
  void knowsWhomAJobBelongsTo() {
    Caller ada = Caller.named("ada", Role.WRITE);
    String first = jobs.submitAs(ada);
    String nobodys = jobs.submitAs(Caller.at("192.0.2.1"));
    String second = jobs.submitAs(ada);
    assertThat(store.owner(first)).isEqualTo("ada");
    assertThat(store.owner(nobodys)).isNull();
    assertThatExceptionOfType(UnknownJob.class).isThrownBy(() -> store.owner("\0"));
    assertThat(ids(store.newestFirst("ada", null, null, 9))).containsExactly(second, first);
    assertThat(ids(store.newestFirst("ada", JobStatus.QUEUED, second, 9))).containsExactly(first);
    assertThat(store.newestFirst("ada", JobStatus.RUNNING, null, 9)).isEmpty();
    assertThat(store.newestFirst("192.0.2.1", null, null, 9)).isEmpty();
    assertThat(database.jdbc().queryForList("select client from jobs order by id", String.class))
        .containsExactly("ada", "192.0.2.1", "ada");
  }

  private static List<String> ids(List<TrainingJob> jobs) {
    return jobs.stream().map(TrainingJob::id).toList();
  }

  private Report report(Claim claim, JobEvent.Change... changes) {
    Progress progress = new Progress(1, 10, 3, 10, 1, 2);
    long last = Past.of(store.eventsAfter(claim.id(), 0)).lastEvent();
    return new Report(jobs.clock.instant(), progress, last, List.of(changes), null, null);
  }

  /** All that a run tells when it ends. */
  private Report recorded(Claim claim) {
    JobSpec spec = claim.job().spec();
    var data = TrainingData.load(spec, jobs.datasets).scaledBy(spec.data().scaling());
    TrainingRun run = TrainingRun.of(spec.training(), data);
    Past past = Past.of(store.eventsAfter(claim.id(), 0));
    Journal journal = new Journal(spec, run, data, jobs.clock, Jobs.UNWATCHED, past);
    while (run.hasNext()) {
      journal.record(run.nextObserved());
    }
    return journal.checkpointReport(jobs.clock.millis());
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
