package dev.gradtrace.diagnosis.random;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.contract.spec.StoredSpecs;
import dev.gradtrace.diagnosis.cases.JobJson;
import dev.gradtrace.job.spec.JobSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
  void noneThatLearntNothingIsCalledHealthy() throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RandomJobs jobs = RandomJobs.of(504, 4, new PrintStream(out, false, UTF_8));
    assertThat(jobs.wronglyHealthy()).as(out.toString(UTF_8)).isZero();
  }

  /**
   * Dead and equal units, an absolute error on noisy targets, all harmless; two runs whose loss
   * swings, two that end half-way, noise, two samples of 36 that moving statistics spoil, nine dead
   * units of ten, a first layer of steps that serve, large targets that are learnt, and a penalty
   * that only keeps noise from being learnt.
   */
  @ParameterizedTest
  @ValueSource(
      longs = {
        19097, 21131, 21259, 41037, 41469, 41340, 43174, 44004, 45062, 46540, 46781, 47655, 49177
      })
  void noneThatLearntAllIsAccused(long seed) throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RandomJobs jobs = RandomJobs.of(seed, 1, new PrintStream(out, false, UTF_8));
    assertThat(jobs.wronglyAccused()).as(out.toString(UTF_8)).isZero();
  }

  @Test
  void severalThreadsGiveTheSameVerdictsAndKeepThem(@TempDir Path directory) throws Exception {
    Path one = directory.resolve("one");
    Path two = directory.resolve("two");
    PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    RandomJobs.of(4, 4, one, 1, silent);
    RandomJobs.of(4, 2, two, 2, silent);
    RandomJobs.of(4, 4, two, 2, silent);
    assertThat(verdicts(two)).hasSize(4).isEqualTo(verdicts(one));
  }

  /** Without the time. */
  private static Set<String> verdicts(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.substring(0, line.lastIndexOf('\t')))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
