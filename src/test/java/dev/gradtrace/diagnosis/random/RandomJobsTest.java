package dev.gradtrace.diagnosis.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.contract.spec.StoredSpecs;
import dev.gradtrace.diagnosis.cases.JobJson;
import dev.gradtrace.job.spec.JobSpec;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomJobsTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 8, 15, 22, 29, 36, 43, 50})
  void aSeedIsAJobThatCanBeSent(long seed) {
    JobSpec job = RandomJob.draw(seed, RandomData.draw(seed));
    String request = JobJson.whole(job);
    assertThat(JobJson.whole(RandomJob.draw(seed, RandomData.draw(seed)))).isEqualTo(request);
    JobSpec read = StoredSpecs.json().read(request, "job");
    assertThat(read.training()).isEqualTo(job.training());
    assertThat(JobJson.whole(read)).isEqualTo(request);
  }

  @Test
  void noneThatLearntNothingIsCalledHealthy() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RandomJobs jobs = RandomJobs.of(504, 4, new PrintStream(out, false, StandardCharsets.UTF_8));
    assertThat(jobs.wronglyHealthy()).as(out.toString(StandardCharsets.UTF_8)).isZero();
  }
}
