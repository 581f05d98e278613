package dev.gradtrace.job.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.job.JobFilter;
import dev.gradtrace.job.JobSummary;
import dev.gradtrace.job.Jobs;
import dev.gradtrace.training.Runs;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {

  private final Jobs jobs = new Jobs();

  @ParameterizedTest
  @ValueSource(ints = {1, 50})
  void forgetsAllThatFinishedLongAgo(int count) {
    for (int i = 0; i < count; i++) {
      jobs.run(Jobs.xor(Runs.xor()));
    }
    String waiting = jobs.submit();
    new Retention(jobs.store, jobs.clock, Duration.ofMillis(1)).forgetTheOld();
    assertThat(jobs.service.list(JobFilter.of(null), 100).items())
        .extracting(JobSummary::id)
        .containsExactly(waiting);
  }

  @Test
  void keepsWhatFinishedLately() {
    jobs.run(Jobs.xor(Runs.xor()));
    new Retention(jobs.store, jobs.clock, Duration.ofDays(1)).forgetTheOld();
    assertThat(jobs.service.list(JobFilter.of(null), 100).items()).hasSize(1);
  }
}
