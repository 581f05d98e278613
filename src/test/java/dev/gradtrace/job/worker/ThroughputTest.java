package dev.gradtrace.job.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ThroughputTest {

  private final Throughput throughput = new Throughput(1000, 0);

  @Test
  void isUnknownBeforeTheFirstStep() {
    throughput.mark(2000, 0, 0);
    assertThat(throughput.samplesPerSecond()).isNaN();
    assertThat(throughput.stepsPerSecond()).isNaN();
  }

  @Test
  void forgetsHowFastTheRunWasLongAgo() {
    long samples = 0;
    for (int i = 1; i <= 100; i++) {
      samples += i <= 50 ? 1000 : 10;
      throughput.mark(1000 + 250 * i, i, samples);
    }
    assertThat(throughput.samplesPerSecond()).isCloseTo(40, within(1e-9));
    assertThat(throughput.stepsPerSecond()).isCloseTo(4, within(1e-9));
    assertThat(throughput.overallSamplesPerSecond()).isCloseTo(50_500 / 25.0, within(1e-9));
  }

  @Test
  void knowsTheSpeedOfRunsWhoseStepsTakeLong() {
    throughput.mark(21_000, 1, 32);
    for (int i = 1; i <= 30; i++) {
      throughput.mark(21_000 + 500 * i, 1, 32);
    }
    assertThat(throughput.stepsPerSecond()).isCloseTo(1 / 35.0, within(1e-9));
  }
}
