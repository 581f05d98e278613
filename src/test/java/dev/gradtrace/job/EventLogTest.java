package dev.gradtrace.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.training.EpochEnd;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventLogTest {

  private static final JobEvent.Change PROGRESS =
      new JobEvent.Progressed(new Progress(1, 2, 3, 4, 5, 6));
  private static final JobEvent.Change EPOCH =
      new JobEvent.EpochEnded(new EpochEnd(1, 1, 1, 1, 1, 1));
  private static final JobEvent.Change STATUS =
      new JobEvent.StatusChanged(new StatusTransition(JobStatus.RUNNING, Instant.EPOCH, null));

  private final EventLog log = new EventLog();

  @Test
  void numbersEventsFromOne() {
    add(STATUS, 1);
    add(PROGRESS, 2);
    assertThat(log.after(0)).extracting(JobEvent::id).containsExactly(1L, 2L, 3L);
    assertThat(log.after(2)).extracting(JobEvent::id).containsExactly(3L);
    assertThat(log.after(3)).isEmpty();
    assertThat(log.after(99)).isEmpty();
  }

  @Test
  void isBoundedWhateverHappens() {
    add(STATUS, 2);
    for (int i = 0; i < 50; i++) {
      add(EPOCH, 900);
      add(PROGRESS, 100);
    }
    add(STATUS, 1);
    List<JobEvent> kept = log.after(0);
    assertThat(kept.size()).isLessThanOrEqualTo(EventLog.MAX_EVENTS);
    assertThat(kept).extracting(JobEvent::id).isSorted().doesNotHaveDuplicates().endsWith(50_003L);
    assertThat(kept).filteredOn(event -> event.change() == STATUS).hasSize(3);
  }

  @Test
  void losesOldProgressBeforeAnythingElse() {
    add(EPOCH, 1);
    add(PROGRESS, EventLog.MAX_EVENTS);
    add(EPOCH, 1);
    assertThat(log.after(0)).filteredOn(event -> event.change() == EPOCH).hasSize(2);
    assertThat(log.after(0)).hasSizeGreaterThan(EventLog.MAX_EVENTS / 4);
  }

  @Test
  void keepsTheNewestWithoutAGap() {
    add(PROGRESS, 3 * EventLog.MAX_EVENTS);
    long last = 3L * EventLog.MAX_EVENTS;
    assertThat(log.after(last - 1000))
        .extracting(JobEvent::id)
        .containsExactlyElementsOf(LongStream.rangeClosed(last - 999, last).boxed().toList());
  }

  private void add(JobEvent.Change change, int times) {
    for (int i = 0; i < times; i++) {
      log.add(Instant.EPOCH, change);
    }
  }
}
