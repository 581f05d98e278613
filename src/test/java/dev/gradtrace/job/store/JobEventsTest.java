package dev.gradtrace.job.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.job.Claim;
import dev.gradtrace.job.Ending;
import dev.gradtrace.job.JobEvent;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.Jobs;
import dev.gradtrace.job.Progress;
import dev.gradtrace.job.Report;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Runs;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JobEventsTest {

  private static final int MANY = JobEvents.MANY;
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");
  private static final JobEvent.Change PROGRESS =
      new JobEvent.Progressed(new Progress(1, 2, 3, 4, 5, Double.NaN));
  private static final JobEvent.Change EPOCH =
      new JobEvent.EpochEnded(new EpochEnd(1, 2, 0.5, Double.NaN, Double.POSITIVE_INFINITY, 1));
  private static final JobEvent.Change FOUND =
      new JobEvent.FindingReported(
          1, 2, "dead_units", "info", "learning_rate_too_high", "Units died.");
  private static final JobEvent.Change ROOT =
      new JobEvent.FindingReported(
          1, 2, "learning_rate_too_high", "error", null, "η is \0 too high.");

  private final Jobs jobs = new Jobs();
  private final String id = jobs.submit(Jobs.xor(Runs.xor()));
  private final Claim claim = jobs.claimNext();
  private long last = 2;

  @Test
  void areReadAsTheyWereTold() {
    report(List.of(PROGRESS, EPOCH));
    report(List.of());
    report(List.of(FOUND));
    assertThat(after(0)).extracting(JobEvent::id).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(after(2))
        .containsExactly(
            new JobEvent(3, NOON, PROGRESS),
            new JobEvent(4, NOON, EPOCH),
            new JobEvent(5, NOON, FOUND));
    assertThat(after(5)).isEmpty();
    assertThat(after(99)).isEmpty();
  }

  @Test
  void takeTheTextsThatDatabasesDoNot() {
    report(List.of(ROOT));
    assertThat(after(2))
        .extracting(event -> ((JobEvent.FindingReported) event.change()).explanation())
        .containsExactly("η is \uFFFD too high.");
  }

  @Test
  void areBoundedWhateverHappens() {
    report(List.of(FOUND, ROOT));
    for (int i = 0; i < 25; i++) {
      report(Collections.nCopies(900, EPOCH));
      report(Collections.nCopies(100, PROGRESS));
    }
    jobs.store.finish(claim, NOON, new Ending(JobStatus.SUCCEEDED, null, null, null));
    List<JobEvent> kept = after(0);
    assertThat(kept.size()).isLessThanOrEqualTo(MANY + 1000);
    assertThat(kept).extracting(JobEvent::id).isSorted().doesNotHaveDuplicates().endsWith(25_005L);
    assertThat(kept)
        .filteredOn(event -> event.change() instanceof JobEvent.StatusChanged)
        .hasSize(3);
    assertThat(kept)
        .filteredOn(event -> event.change() instanceof JobEvent.FindingReported)
        .hasSize(2);
  }

  @Test
  void loseOldProgressBeforeAnythingElse() {
    report(List.of(EPOCH));
    report(Collections.nCopies(MANY, PROGRESS));
    report(List.of(EPOCH));
    assertThat(after(0)).filteredOn(event -> event.change().equals(EPOCH)).hasSize(2);
    assertThat(after(0)).hasSizeBetween(MANY / 4, MANY / 2 + 10);
  }

  @Test
  void keepTheNewestWithoutAGap() {
    for (int i = 0; i < 12; i++) {
      report(Collections.nCopies(1000, PROGRESS));
    }
    assertThat(last).isEqualTo(12_002);
    assertThat(after(last - 1000))
        .extracting(JobEvent::id)
        .containsExactlyElementsOf(LongStream.rangeClosed(last - 999, last).boxed().toList());
  }

  private void report(List<JobEvent.Change> changes) {
    jobs.store.report(claim, new Report(NOON, claim.job().progress(), last, changes, null, null));
    last += changes.size();
  }

  private List<JobEvent> after(long number) {
    return jobs.store.eventsAfter(id, number);
  }
}
