package dev.gradtrace.job;

import static dev.gradtrace.job.Jobs.xor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gradtrace.access.Caller;
import dev.gradtrace.caption.CaptionSearch;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.storage.Page;
import dev.gradtrace.training.Runs;
import dev.gradtrace.validation.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubmissionTest {

  private final Jobs jobs = new Jobs();
  private final TrainingJobs service = jobs.service;

  @Test
  void acceptsAJobThatWaits() {
    TrainingJob job = service.submit(Caller.SERVICE, xor(Runs.xor().batchSize(3)));
    assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(job.startedAt()).isNull();
    assertThat(job.finishedAt()).isNull();
    assertThat(job.progress()).isEqualTo(new Progress(0, 10, 0, 20, Double.NaN, Double.NaN));
    assertThat(service.get(job.id()).spec().training()).isEqualTo(job.spec().training());
    assertThat(service.get(job.id()).transitions()).isEqualTo(job.transitions());
  }

  @Test
  void runsJobsInTheOrderTheyCame() {
    List<String> submitted = IntStream.range(0, 5).mapToObj(i -> jobs.submit()).toList();
    List<String> run = IntStream.range(0, 5).mapToObj(i -> jobs.runNext().id()).toList();
    assertThat(run).isEqualTo(submitted).isSorted();
  }

  @Test
  void refusesMoreJobsThanMayWait() {
    Jobs few = new Jobs(2);
    few.submit();
    few.submit();
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(few::submit)
        .satisfies(
            full ->
                assertThat(full.retryAfter())
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(600)));
    few.runNext();
    few.submit();
  }

  @Test
  void acceptsSeveralJobsOrNone() {
    Jobs few = new Jobs(3);
    few.submit();
    List<JobSpec> three = Collections.nCopies(3, xor(Runs.xor()));
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> few.service.submitAll(Caller.SERVICE, three));
    assertThat(few.service.list(JobFilter.of(null), 9).items()).hasSize(1);
    few.runNext();
    List<TrainingJob> accepted = few.service.submitAll(Caller.SERVICE, three);
    assertThat(accepted).extracting(TrainingJob::id).isSorted().doesNotHaveDuplicates();
    assertThat(few.runNext().id()).isEqualTo(accepted.get(0).id());
  }

  @Test
  void cancelsAWaitingJobAtOnce() {
    String first = jobs.submit();
    String second = jobs.submit();
    TrainingJob cancelled = service.cancel(first);
    assertThat(cancelled.status()).isEqualTo(JobStatus.CANCELLED);
    assertThat(cancelled.result()).isNull();
    assertThat(cancelled.finishedAt()).isNotNull();
    assertThat(jobs.runNext().id()).isEqualTo(second);
    assertThat(service.list(JobFilter.of(JobStatus.QUEUED), 9).items()).isEmpty();
    assertThat(service.trace(first).size()).isZero();
    assertThat(service.lossCurve(first).epochs()).isEmpty();
    assertThatExceptionOfType(WrongState.class).isThrownBy(() -> service.parameters(first));
  }

  @Test
  void listsTheNewestFirstPageByPage() {
    List<String> ids = new ArrayList<>(IntStream.range(0, 5).mapToObj(i -> jobs.submit()).toList());
    Page<JobSummary> first = service.list(JobFilter.of(null), 2);
    assertThat(first.items()).extracting(JobSummary::id).containsExactly(ids.get(4), ids.get(3));
    assertThat(first.hasMore()).isTrue();
    service.cancel(ids.get(3));
    service.delete(ids.get(3));
    Page<JobSummary> second =
        service.list(new JobFilter(null, null, ids.get(3), CaptionSearch.ANY), 2);
    assertThat(second.items()).extracting(JobSummary::id).containsExactly(ids.get(2), ids.get(1));
    Page<JobSummary> third =
        service.list(new JobFilter(null, null, ids.get(1), CaptionSearch.ANY), 2);
    assertThat(third.items()).extracting(JobSummary::id).containsExactly(ids.get(0));
    assertThat(third.hasMore()).isFalse();
  }

  @Test
  void listsJobsOfOneStatus() {
    String waiting = jobs.submit();
    String cancelled = jobs.submit();
    service.cancel(cancelled);
    assertThat(service.list(JobFilter.of(JobStatus.QUEUED), 9).items())
        .extracting(JobSummary::id)
        .containsExactly(waiting);
    assertThat(service.list(JobFilter.of(JobStatus.CANCELLED), 9).items())
        .extracting(JobSummary::id)
        .containsExactly(cancelled);
    assertThat(service.list(JobFilter.of(JobStatus.FAILED), 9).items()).isEmpty();
  }

  @Test
  void deletesFinishedJobsOnly() {
    String id = jobs.submit();
    assertThatExceptionOfType(WrongState.class).isThrownBy(() -> service.delete(id));
    List<Throwable> whileRunning = new ArrayList<>();
    jobs.runNext(
        () -> {
          try {
            service.delete(id);
          } catch (WrongState e) {
            whileRunning.add(e);
          }
        });
    assertThat(whileRunning).isNotEmpty();
    service.delete(id);
    assertThatExceptionOfType(UnknownJob.class).isThrownBy(() -> service.get(id));
    assertThatExceptionOfType(UnknownJob.class).isThrownBy(() -> service.events(id, 0));
  }

  @Test
  void forgetsTheJobsThatFinishedFirst() {
    List<String> ids = IntStream.range(0, 3).mapToObj(i -> jobs.submit()).toList();
    jobs.submit();
    service.cancel(ids.get(2));
    jobs.runNext();
    jobs.clock.advance(Duration.ofDays(1));
    Instant now = jobs.clock.instant();
    jobs.runNext();
    assertThat(jobs.store.deleteFinished(now, 1)).isEqualTo(1);
    assertThatExceptionOfType(UnknownJob.class).isThrownBy(() -> service.get(ids.get(2)));
    assertThat(jobs.store.deleteFinished(now, 100)).isEqualTo(1);
    assertThat(jobs.store.deleteFinished(now, 100)).isZero();
    assertThat(service.list(JobFilter.of(null), 9).items())
        .extracting(job -> job.history().status())
        .containsExactly(JobStatus.QUEUED, JobStatus.SUCCEEDED);
  }
}
