package dev.gradtrace.job.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.job.JobEvent;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.Progress;
import dev.gradtrace.job.StatusTransition;
import dev.gradtrace.training.EpochEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final JobEvent.Change PROGRESS =
      new JobEvent.Progressed(new Progress(1, 2, 3, 4, 5, Double.NaN));

  private final List<JobEvent> events = new ArrayList<>();

  @Test
  void ofAJobThatBeginsIsEmpty() {
    at(0, JobStatus.QUEUED);
    at(50, JobStatus.RUNNING);
    assertThat(Past.of(events)).isEqualTo(new Past(2, -1, List.of(), Duration.ZERO));
  }

  @Test
  void countsTheTimeBetweenTheTransitionsOfAWorkerThatEnded() {
    at(0, JobStatus.QUEUED);
    at(50, JobStatus.RUNNING);
    at(60, PROGRESS);
    at(75, JobStatus.QUEUED);
    at(100, JobStatus.RUNNING);
    assertThat(Past.of(events)).isEqualTo(new Past(5, -1, List.of(), Duration.ofSeconds(25)));
  }

  @Test
  void countsTheTimeOfAWorkerThatVanishedAsFarAsItTold() {
    at(0, JobStatus.QUEUED);
    at(50, JobStatus.RUNNING);
    at(60, epoch(0));
    at(70, epoch(1));
    at(100, JobStatus.RUNNING);
    at(103, PROGRESS);
    at(200, JobStatus.RUNNING);
    assertThat(Past.of(events)).isEqualTo(new Past(7, 1, List.of(), Duration.ofSeconds(23)));
  }

  @Test
  void knowsEachFindingAsItWasJudgedLast() {
    JobEvent.FindingReported slow =
        new JobEvent.FindingReported(1, 2, "learning_slowdown", "warning", null, "Slow.");
    JobEvent.FindingReported grave =
        new JobEvent.FindingReported(3, 9, "learning_slowdown", "error", null, "Slow.");
    JobEvent.FindingReported dead =
        new JobEvent.FindingReported(3, 9, "dead_units", "info", null, "Dead.");
    at(0, JobStatus.QUEUED);
    at(50, JobStatus.RUNNING);
    at(60, slow);
    at(70, dead);
    at(80, grave);
    assertThat(Past.of(events).findings()).containsExactly(grave, dead);
  }

  @Test
  void countsNoTimeBackwards() {
    at(0, JobStatus.QUEUED);
    at(50, JobStatus.RUNNING);
    at(20, PROGRESS);
    at(30, PROGRESS);
    at(100, JobStatus.RUNNING);
    assertThat(Past.of(events).running()).isEqualTo(Duration.ofSeconds(10));
  }

  private static JobEvent.Change epoch(int number) {
    return new JobEvent.EpochEnded(new EpochEnd(number, 3L * number, 1, 1, 1, 1));
  }

  private void at(int second, JobStatus status) {
    Instant time = NOON.plusSeconds(second);
    at(second, new JobEvent.StatusChanged(new StatusTransition(status, time, null)));
  }

  private void at(int second, JobEvent.Change change) {
    events.add(new JobEvent(events.size() + 1, NOON.plusSeconds(second), change));
  }
}
