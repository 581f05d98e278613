package dev.gradtrace.job;

import static dev.gradtrace.job.Jobs.xor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Runs;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventsTest {

  private final Jobs jobs = new Jobs();
  private final TrainingJobs service = jobs.service;

  @Test
  void numbersTheEventsOfAJobWithoutAGap() {
    TrainingJob job = jobs.run(xor(Runs.xor().epochs(500)));
    List<JobEvent> events = service.events(job.id(), 0);
    assertThat(events)
        .extracting(JobEvent::id)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
    assertThat(events).extracting(JobEvent::at).isSorted();
    assertThat(statuses(events))
        .containsExactly(JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.SUCCEEDED);
    assertThat(events.get(0).change()).isInstanceOf(JobEvent.StatusChanged.class);
    assertThat(events.get(events.size() - 1).change()).isInstanceOf(JobEvent.StatusChanged.class);
    for (int known = 0; known <= events.size(); known++) {
      assertThat(service.events(job.id(), known))
          .as("events after %d", known)
          .isEqualTo(events.subList(known, events.size()));
    }
  }

  @Test
  void tellsEveryEpochOfFew() {
    TrainingJob job = jobs.run(xor(Runs.xor().epochs(200)));
    assertThat(service.events(job.id(), 0))
        .filteredOn(event -> event.change() instanceof JobEvent.EpochEnded)
        .extracting(event -> evaluation(event).epoch())
        .isEqualTo(IntStream.rangeClosed(0, 200).boxed().toList());
  }

  @Test
  void tellsTheFirstAndTheLastOfManyEpochsAndNotTooManyBetween() {
    TrainingJob job = jobs.run(xor(Runs.xor().epochs(2000)));
    List<JobEvent> epochs =
        service.events(job.id(), 0).stream()
            .filter(event -> event.change() instanceof JobEvent.EpochEnded)
            .toList();
    assertThat(epochs).hasSizeBetween(3, 100);
    assertThat(evaluation(epochs.get(0)).epoch()).isZero();
    assertThat(evaluation(epochs.get(epochs.size() - 1)).epoch()).isEqualTo(2000);
    assertThat(epochs).extracting(event -> evaluation(event).epoch()).isSorted();
  }

  @Test
  void tellsProgressAtLeastOnceASecond() {
    jobs.clock.tickBy(100);
    TrainingJob job = jobs.run(xor(Runs.xor().epochs(1000)));
    List<JobEvent> progress =
        service.events(job.id(), 0).stream()
            .filter(event -> event.change() instanceof JobEvent.Progressed)
            .toList();
    assertThat(progress).hasSizeGreaterThan(50);
    for (int i = 1; i < progress.size(); i++) {
      Duration between = Duration.between(progress.get(i - 1).at(), progress.get(i).at());
      assertThat(between).as("before progress %d", i).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }
  }

  private static List<JobStatus> statuses(List<JobEvent> events) {
    return events.stream()
        .map(JobEvent::change)
        .filter(JobEvent.StatusChanged.class::isInstance)
        .map(change -> ((JobEvent.StatusChanged) change).transition().status())
        .toList();
  }

  private static EpochEnd evaluation(JobEvent event) {
    return ((JobEvent.EpochEnded) event.change()).evaluation();
  }
}
