package dev.gradtrace.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.gradtrace.access.Caller;
import dev.gradtrace.access.Role;
import dev.gradtrace.caption.Caption;
import dev.gradtrace.caption.CaptionChange;
import dev.gradtrace.caption.CaptionSearch;
import dev.gradtrace.contract.spec.StoredSpecs;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.job.Claim;
import dev.gradtrace.job.ClaimLost;
import dev.gradtrace.job.Ending;
import dev.gradtrace.job.Handover;
import dev.gradtrace.job.JobError;
import dev.gradtrace.job.JobEvent;
import dev.gradtrace.job.JobFilter;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.JobStore;
import dev.gradtrace.job.JobStore.Others;
import dev.gradtrace.job.JobSummary;
import dev.gradtrace.job.Jobs;
import dev.gradtrace.job.Model;
import dev.gradtrace.job.Progress;
import dev.gradtrace.job.QueueLimits;
import dev.gradtrace.job.Recording;
import dev.gradtrace.job.Report;
import dev.gradtrace.job.StatusTransition;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.UnknownJob;
import dev.gradtrace.job.WrongState;
import dev.gradtrace.job.spec.DataOrigin;
import dev.gradtrace.job.spec.DataSpec;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.job.spec.TrainingData;
import dev.gradtrace.job.worker.Journal;
import dev.gradtrace.job.worker.Past;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.storage.StorageSettings;
import dev.gradtrace.storage.StoredBytes;
import dev.gradtrace.storage.TestDatabase;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.trace.TraceSelection;
import dev.gradtrace.tracing.JobSpans;
import dev.gradtrace.training.CheckpointFormat;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Runs;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.validation.InvalidSpec;
import dev.gradtrace.validation.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

/** What the job store must do on every database. */
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
            int now = store.newestFirst(JobFilter.of(JobStatus.QUEUED), attempts).size();
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
              store.handBack(claim, jobs.clock.instant(), Handover.SHUTDOWN);
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
        .isEqualTo(store.newestFirst(JobFilter.of(JobStatus.QUEUED), 1000).size());
    assertThat(store.newestFirst(JobFilter.of(JobStatus.RUNNING), 1000)).isEmpty();
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
            () -> store.handBack(lost, now, Handover.SHUTDOWN));
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
    store.handBack(claim, jobs.clock.instant(), Handover.SHUTDOWN);
    assertThat(store.get(id).status()).isEqualTo(JobStatus.QUEUED);
    Claim again = store.claim(id, jobs.clock);
    assertThat(store.checkpoint(again)).isNotNull();
    assertThat(store.get(id).transitions())
        .extracting(StatusTransition::message)
        .containsExactly(null, null, "handed back by a replica that was stopped", null);
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
        Caption.of("many"),
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
                Caption.NONE,
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
    assertThat(store.newestFirst(new JobFilter(null, null, "\0", CaptionSearch.ANY), 0)).isEmpty();
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
    assertThat(idsOf(store.newestFirst(new JobFilter("ada", null, null, CaptionSearch.ANY), 9)))
        .containsExactly(second, first);
    assertThat(
            idsOf(
                store.newestFirst(
                    new JobFilter("ada", JobStatus.QUEUED, second, CaptionSearch.ANY), 9)))
        .containsExactly(first);
    assertThat(
            store.newestFirst(new JobFilter("ada", JobStatus.RUNNING, null, CaptionSearch.ANY), 9))
        .isEmpty();
    assertThat(store.newestFirst(new JobFilter("192.0.2.1", null, null, CaptionSearch.ANY), 9))
        .isEmpty();
    assertThat(database.jdbc().queryForList("select client from jobs order by id", String.class))
        .containsExactly("ada", "192.0.2.1", "ada");
  }

  @Test
  void findsJobsByWhatIsSaidOfThem() {
    JobSpec plain = store.get(jobs.submit()).spec();
    String noted =
        jobs.submit(plain.with(new Caption("Tiefe 100 %", "Ertrinkt in Ὀδυσσεύς", List.of("a_b"))));
    String tagged = jobs.submit(plain.with(new Caption(null, null, List.of("a_b", "axb"))));
    assertThat(found("TIEFE", null)).containsExactly(noted);
    assertThat(found("ὀδυσσεύσ", null)).containsExactly(noted);
    assertThat(found("100 %", null)).containsExactly(noted);
    assertThat(found("0%e", null)).isEmpty();
    assertThat(found("A_B", null)).containsExactly(tagged, noted);
    assertThat(found("x_b", null)).isEmpty();
    assertThat(found(null, "a_b")).containsExactly(tagged, noted);
    assertThat(found(null, "A_B")).isEmpty();
    assertThat(found("tiefe", "a_b")).containsExactly(noted);
    assertThat(found("\0", "\0")).isEmpty();

    List<String> only = List.of("new");
    TrainingJob changed = store.caption(noted, new CaptionChange(null, null, only));
    assertThat(changed.spec().caption())
        .isEqualTo(new Caption("Tiefe 100 %", "Ertrinkt in Ὀδυσσεύς", only));
    assertThat(store.get(noted).spec().caption()).isEqualTo(changed.spec().caption());
    assertThat(found(null, "a_b")).containsExactly(tagged);
    assertThat(found(null, "new")).containsExactly(noted);
    assertThat(store.outcomes(List.of(noted)).get(noted).revision()).isEqualTo(1);
  }

  private List<String> found(@Nullable String text, @Nullable String tag) {
    return idsOf(
        store.newestFirst(new JobFilter(null, null, null, new CaptionSearch(text, tag)), 9));
  }

  @Test
  void countsWhatIsSaidOfAJob() {
    String id = jobs.submit();
    long before = bytesOf(id);
    String notes = "n".repeat(1000);
    store.caption(id, new CaptionChange(null, new CaptionChange.Text(notes), null));
    assertThat(bytesOf(id) - before).isBetween(2000L, 2050L);
    store.caption(id, new CaptionChange(null, new CaptionChange.Text(null), null));
    assertThat(bytesOf(id)).isEqualTo(before);
  }

  private long bytesOf(String id) {
    return database.jdbc().queryForObject("select bytes from jobs where id = ?", Long.class, id);
  }

  @Test
  void findsJobsFromBeforeByTheirNames() {
    JobSpec plain = store.get(jobs.submit()).spec();
    String id = jobs.submit(plain.with(Caption.of("Old Name")));
    database.jdbc().update("update job_specs set sought = null");
    assertThat(found("old", null)).isEmpty();
    new OldCaptions(database.jdbc(), StoredSpecs.json()).makeSought();
    assertThat(found("old", null)).containsExactly(id);
  }

  @Test
  void failsAJobWhoseWorkersVanishTwiceWithoutAWord() {
    String id = jobs.submit();
    assertThat(store.claim(id, jobs.clock).suspectUntil()).isEqualTo(-1);
    assertThat(store.isSuspect(id)).isTrue();
    assertThat(store.claim(id, jobs.clock).suspectUntil()).isZero();
    assertThat(store.claim(id, jobs.clock)).isNull();
    TrainingJob job = store.get(id);
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.error().code()).isEqualTo(JobError.Code.WORKER_LOST);
    assertThat(job.transitions()).hasSize(4);
    assertThat(store.eventsAfter(id, 3)).hasSize(1);
    assertThat(store.isSuspect(id)).isFalse();
    assertThat(waitingJobs()).isZero();
  }

  @Test
  void failsAJobWhoseWorkersVanishAgainAndAgainAtTheSameStep() {
    String id = jobs.submit();
    for (int life = 1; life <= 4; life++) {
      Claim claim = store.claim(id, jobs.clock);
      assertThat(claim.suspectUntil()).as("life %d", life).isEqualTo(life <= 2 ? -1 : 3);
      store.report(claim, report(claim, PROGRESS));
    }
    assertThat(store.claim(id, jobs.clock)).isNull();
    assertThat(store.get(id).error().code()).isEqualTo(JobError.Code.WORKER_LOST);
  }

  @Test
  void holdsNothingAgainstAJobThatComesFurther() {
    String id = jobs.submit();
    store.claim(id, jobs.clock);
    Claim alone = store.claim(id, jobs.clock);
    assertThat(alone.suspectUntil()).isZero();
    store.report(alone, report(alone, PROGRESS));
    assertThat(store.isSuspect(id)).isFalse();
    assertThat(store.claim(id, jobs.clock).suspectUntil()).isEqualTo(-1);
    assertThat(store.claim(id, jobs.clock).suspectUntil()).isEqualTo(3);
  }

  @Test
  void holdsNothingAgainstAJobThatIsHandedBack() {
    String id = jobs.submit();
    for (Handover reason : List.of(Handover.SHUTDOWN, Handover.COMPANY, Handover.TURN)) {
      Claim claim = store.claim(id, jobs.clock);
      assertThat(claim.suspectUntil()).isEqualTo(-1);
      store.handBack(claim, jobs.clock.instant(), reason);
      assertThat(store.isSuspect(id)).isFalse();
    }
  }

  @Test
  void letsClientsHaveTheirTurnsOneAfterTheOther() {
    List<String> a = submit("a", 3);
    List<String> b = submit("b", 2);
    assertThat(queue()).containsExactly(a.get(0), b.get(0), a.get(1), b.get(1), a.get(2));
  }

  @Test
  void letsANewcomerComeNext() {
    List<String> a = submit("a", 5);
    claim(a.get(0));
    claim(a.get(1));
    List<String> b = submit("b", 2);
    assertThat(queue()).containsExactly(b.get(0), a.get(2), b.get(1), a.get(3), a.get(4));
  }

  @Test
  void letsAClientThatHadItsTurnWaitForTheOthers() {
    List<String> a = submit("a", 4);
    List<String> first = submit("b", 1);
    claim(a.get(0));
    store.finish(claim(first.get(0)), later(Duration.ofSeconds(9)), DONE);
    List<String> second = submit("b", 1);
    assertThat(queue()).containsExactly(a.get(1), second.get(0), a.get(2), a.get(3));
  }

  @Test
  void letsAClientWhoseJobsTakeLessThanASliceComeNextUntilTheyTookOne() {
    List<String> a = submit("a", 2);
    claim(a.get(0));
    for (int i = 0; i < 2; i++) {
      List<String> b = submit("b", 1);
      assertThat(queue()).as("job %d", i).containsExactly(b.get(0), a.get(1));
      store.finish(claim(b.get(0)), later(Duration.ofMillis(1500)), DONE);
    }
    List<String> b = submit("b", 1);
    assertThat(queue()).containsExactly(a.get(1), b.get(0));
  }

  @Test
  void letsAClientWhoTriesThingsOutComeNextForAWhile() {
    List<String> a = submit("a", 2);
    claim(a.get(0));
    for (int i = 0; i < 29; i++) {
      List<String> b = submit("b", 1);
      assertThat(queue()).as("short job %d", i).containsExactly(b.get(0), a.get(1));
      store.finish(claim(b.get(0)), later(Duration.ofMillis(1000)), DONE);
    }
    List<String> b = submit("b", 1);
    assertThat(queue()).containsExactly(a.get(1), b.get(0));
  }

  @Test
  void letsAClientWhoTriesThingsOutComeNextAsLongAsTheRoundOfTheOthersTakes() {
    addManyOthers();
    for (int i = 0; i < 129; i++) {
      String b = added("b", i);
      assertThat(queue()).as("short job %d", i).startsWith(b);
      store.finish(claim(b), later(Duration.ofMillis(1000)), DONE);
    }
    String b = added("b", 129);
    assertThat(queue()).as("others, too, have their turns").endsWith(b);
  }

  @Test
  void letsAClientWhoseJobHasJustBegunComeNextWithAnother() {
    addManyOthers();
    claim(added("b", 0));
    String soon = added("b", 1);
    assertThat(queue()).startsWith(soon);
    claim(soon);
    jobs.clock.advance(Duration.ofMinutes(1));
    String late = added("b", 2);
    assertThat(queue()).as("while two have run for long").endsWith(late);
  }

  @Test
  void letsAClientWhoHasUsedItsCreditWaitForTheRoundOfTheOthersAlone() {
    addManyOthers();
    for (int i = 0; i < 129; i++) {
      store.finish(claim(added("b", i)), later(Duration.ofMillis(1000)), DONE);
    }
    String b = added("b", 129);
    assertThat(queue()).as("behind those who wait").endsWith(b);
    added("other0", 2);
    assertThat(queue()).as("before their next ones").endsWith(b, "other0-2");
  }

  @Test
  void bringsBackWhoMadeRoomForSomeoneNewBeforeTheRoundOfTheOthers() {
    addManyOthers();
    Claim early = claim(added("b", 0));
    String c = added("c", 0);
    assertThat(store.othersBefore(early)).isEqualTo(Others.NEW);
    store.handBack(early, later(Duration.ofMillis(300)), Handover.TURN);
    assertThat(queue()).startsWith(c, early.id());
  }

  /** Adds a running and a waiting job for each of 20 clients. */
  private void addManyOthers() {
    for (int i = 0; i < 20; i++) {
      claim(added("other" + i, 0));
    }
    jobs.clock.advance(Duration.ofMinutes(1));
    for (int i = 0; i < 20; i++) {
      added("other" + i, 1);
    }
  }

  private String added(String client, int number) {
    String id = client + "-" + number;
    store.add(Caller.at(client), List.of(queued(id)), new QueueLimits(1000, 1));
    return id;
  }

  @Test
  void keepsTheOrderOfAClientsJobsAlthoughTheyAreShort() {
    List<String> a = new ArrayList<>(submit("a", 5));
    submit("b", 1);
    store.finish(claim(a.remove(0)), later(Duration.ofMillis(100)), DONE);
    store.finish(claim(a.remove(0)), later(Duration.ofMillis(100)), DONE);
    a.addAll(submit("a", 2));
    assertThat(queue()).containsSubsequence(a);
  }

  @Test
  void putsWhoMakesRoomBehindWhoWaits() {
    List<String> a = submit("a", 4);
    Claim first = claim(a.get(0));
    Claim second = claim(a.get(1));
    assertThat(store.othersBefore(first)).isEqualTo(Others.NONE);
    List<String> b = submit("b", 1);
    List<String> c = submit("c", 1);
    assertThat(store.othersBefore(first)).isEqualTo(Others.NEW);
    store.handBack(first, jobs.clock.instant(), Handover.TURN);
    assertThat(queue()).containsExactly(b.get(0), c.get(0), a.get(0), a.get(2), a.get(3));
    claim(b.get(0));
    assertThat(store.othersBefore(second))
        .as("c waits, a and b have one each")
        .isEqualTo(Others.NEW);
    store.handBack(second, jobs.clock.instant(), Handover.TURN);
    claim(c.get(0));
    assertThat(queue()).startsWith(a.get(0), a.get(1));
    assertThat(store.get(a.get(0)).transitions().get(2).message()).startsWith("paused");
  }

  /** The shares are those of {@link QueueLimits}. */
  @Test
  void leavesRoomForOthers() {
    QueueLimits halves = new QueueLimits(CAPACITY, 0.5);
    assertThat(accepted("a", 6, halves)).isFalse();
    assertThat(accepted("a", 5, halves)).isTrue();
    assertThat(accepted("a", 1, halves)).isFalse();
    assertThat(accepted("b", 3, halves)).isFalse();
    assertThat(accepted("b", 2, halves)).isTrue();
    assertThat(accepted("c", 1, halves)).isTrue();
    assertThat(accepted("d", 1, halves)).isTrue();
    assertThat(accepted("e", 1, halves)).isTrue();
    assertThat(accepted("f", 1, halves)).as("nothing is free").isFalse();
    assertThat(waitingJobs()).isEqualTo(CAPACITY);
  }

  @Test
  void countsWhatItKeepsOfAJob() {
    String id = jobs.submit(manyNumbers());
    long start = bytes("bytes", id);
    assertThat(start)
        .isEqualTo(
            sum("octet_length(spec) + octet_length(sought)", "job_specs")
                + sum("octet_length(bytes)", "job_payloads"));
    assertThat(sum("bytes", "datasets")).isEqualTo(sum("octet_length(bytes)", "dataset_payloads"));
    Claim claim = jobs.claimNext();
    store.report(claim, recorded(claim));
    store.finish(claim, jobs.clock.instant(), DONE);
    assertThat(start + bytes("recorded_bytes", id))
        .isEqualTo(
            sum("octet_length(spec) + octet_length(sought)", "job_specs")
                + sum("octet_length(bytes)", "job_payloads"));
    assertThat(total("dataset_values")).isEqualTo(900 * 3);
    store.delete(id);
    assertThat(total("dataset_values")).isZero();
  }

  @Test
  void takesNoMoreJobsThanThereIsRoomFor() {
    JobStore small =
        new JdbcJobs(
            database.jdbc(),
            database.transactions(),
            jobs.datasets,
            StoredSpecs.json(),
            Jobs.metrics(),
            new StoredBytes(
                database.jdbc(), new StorageSettings(DataSize.ofBytes(4 * SPEC_BYTES), 0.5)),
            JobSpans.off());
    QueueLimits limits = new QueueLimits(1000, 1);
    int accepted = 0;
    while (accepted < 100) {
      List<TrainingJob> one = List.of(queued("a" + accepted));
      try {
        small.add(Caller.at("a"), one, limits);
        accepted++;
      } catch (InvalidSpec full) {
        assertThat(full.faults().get(0).detail()).contains("delete");
        break;
      }
    }
    assertThat(accepted).isBetween(1, 4);
    assertThat(waitingJobs()).isEqualTo(accepted);
    small.add(Caller.at("b"), List.of(queued("b")), limits);
  }

  /** Bytes of the specification of a job on XOR, about. */
  private static final int SPEC_BYTES = 1000;

  private long bytes(String column, String id) {
    return database
        .jdbc()
        .queryForObject("select " + column + " from jobs where id = ?", Long.class, id);
  }

  private long sum(String expression, String table) {
    return database
        .jdbc()
        .queryForObject(
            "select coalesce(sum(%s), 0) from %s".formatted(expression, table), Long.class);
  }

  private long total(String name) {
    return database
        .jdbc()
        .queryForObject("select amount from totals where name = ?", Long.class, name);
  }

  private TrainingJob queued(String id) {
    return new TrainingJob(
        id,
        Jobs.xor(Runs.xor()),
        List.of(new StatusTransition(JobStatus.QUEUED, jobs.clock.instant(), null)),
        new Progress(0, 1, 0, 1, Double.NaN, Double.NaN),
        null,
        null);
  }

  private boolean accepted(String client, int count, QueueLimits limits) {
    List<TrainingJob> queued = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      queued.add(queued(client + jobs.clock.millis() + "-" + i));
    }
    return !store.add(Caller.at(client), queued, limits).isRefused();
  }

  private List<String> submit(String client, int count) {
    return ids(
        jobs.service.submitAll(
            Caller.at(client), Collections.nCopies(count, Jobs.xor(Runs.xor()))));
  }

  private Claim claim(String id) {
    return store.claim(id, jobs.clock);
  }

  private Instant later(Duration duration) {
    return jobs.clock.instant().plus(duration);
  }

  /** The ids of the waiting jobs in the order in which the scheduler takes them. */
  private List<String> queue() {
    return database
        .jdbc()
        .queryForList("select id from jobs where status = 'queued' order by turn", String.class);
  }

  private static List<String> idsOf(List<JobSummary> jobs) {
    return jobs.stream().map(JobSummary::id).toList();
  }

  private static List<String> ids(List<TrainingJob> jobs) {
    return jobs.stream().map(TrainingJob::id).toList();
  }

  private Report report(Claim claim, JobEvent.Change... changes) {
    Progress progress = new Progress(1, 10, 3, 10, 1, 2);
    long last = Past.of(store.eventsAfter(claim.id(), 0)).lastEvent();
    return new Report(jobs.clock.instant(), progress, last, List.of(changes), null, null);
  }

  /** A final report with every kind of recording. */
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
