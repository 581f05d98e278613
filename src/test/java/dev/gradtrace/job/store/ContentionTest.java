package dev.gradtrace.job.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ContentionTest {

  @Test
  void asksNobodyWhileNobodyWaitsOfWhomNothingRuns() {
    assertThat(new Contention(Map.of(), Map.of("a", 2)).isTurnOver("a")).isFalse();
    assertThat(new Contention(Map.of("a", 1L), Map.of("a", 2)).isTurnOver("a")).isFalse();
  }

  @Test
  void asksWhoRunsMoreThanAnEqualShare() {
    Contention contention = new Contention(Map.of("c", 7L), Map.of("a", 3, "b", 1));
    assertThat(contention.isTurnOver("a")).isTrue();
    assertThat(contention.isTurnOver("b")).as("1 of 4 among 3 is not more than a share").isFalse();
    assertThat(contention.firstWithout()).hasValue(7);
  }

  @Test
  void letsMoreClientsThanThereAreWorkersTakeTurns() {
    Contention contention = new Contention(Map.of("c", 7L, "d", 5L), Map.of("a", 1, "b", 1));
    assertThat(contention.isTurnOver("a")).isTrue();
    assertThat(contention.isTurnOver("b")).isTrue();
    assertThat(contention.firstWithout()).hasValue(5);
  }
}
