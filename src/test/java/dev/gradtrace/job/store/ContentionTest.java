package dev.gradtrace.job.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.job.JobStore.Others;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContentionTest {

  /** Two turns of the same virtual time: of a client with credit, and of one without. */
  private static final long NEXT = 70_007;

  private static final long LATER = 75_007;

  @Test
  void asksNobodyWhileNobodyWaitsOfWhomNothingRuns() {
    assertThat(new Contention(Map.of(), Map.of("a", 2)).othersBefore("a")).isEqualTo(Others.NONE);
    assertThat(new Contention(Map.of("a", NEXT), Map.of("a", 2)).othersBefore("a"))
        .isEqualTo(Others.NONE);
  }

  @Test
  void asksWhoRunsMoreThanAnEqualShare() {
    Contention contention = new Contention(Map.of("c", LATER), Map.of("a", 3, "b", 1));
    assertThat(contention.othersBefore("a")).isEqualTo(Others.WAITING);
    assertThat(contention.othersBefore("b"))
        .as("1 of 4 among 3 is not more than a share")
        .isEqualTo(Others.NONE);
    assertThat(contention.firstWithout()).hasValue(LATER);
  }

  @Test
  void letsMoreClientsThanThereAreWorkersTakeTurns() {
    Contention contention = new Contention(Map.of("c", LATER, "d", NEXT), Map.of("a", 1, "b", 1));
    assertThat(contention.othersBefore("a")).isEqualTo(Others.NEW);
    assertThat(contention.othersBefore("b")).isEqualTo(Others.NEW);
    assertThat(contention.firstWithout()).hasValue(NEXT);
  }
}
