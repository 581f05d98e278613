package dev.gradtrace.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final long MILLISECOND = 1_000_000;

  private static final double COST = 1_000_000;

  private final Ledger ledger = new Ledger();

  private long now = Long.MAX_VALUE - 5 * MILLISECOND;

  /** Whether the thread pauses after help that saved and cost so many milliseconds. */
  private boolean pausesAfter(long saved, long waited) {
    ledger.learn(COST, MILLISECOND);
    ledger.charge(waited * MILLISECOND);
    ledger.settle(saved * COST, now);
    return ledger.isPausedAt(now);
  }

  /** Milliseconds until help is used again. */
  private long pause() {
    long milliseconds = 0;
    while (ledger.isPausedAt(now)) {
      now += MILLISECOND;
      milliseconds++;
    }
    return milliseconds;
  }

  @Test
  void helpIsWelcomeAsLongAsItSavesMore() {
    assertThat(ledger.isPausedAt(now)).isFalse();
    for (int i = 0; i < 1000; i++) {
      assertThat(pausesAfter(2, 1)).isFalse();
    }
    assertThat(pausesAfter(0, 20)).as("all that has been saved").isFalse();
    assertThat(pausesAfter(0, 1)).isTrue();
  }

  @Test
  void pausesTwiceAsLongEachTimeUpToALongest() {
    long longest = Ledger.LONGEST_PAUSE / MILLISECOND;
    for (long expected = Ledger.SHORTEST_PAUSE / MILLISECOND;
        expected < 2 * longest;
        expected *= 2) {
      assertThat(pausesAfter(0, 4)).isTrue();
      assertThat(pause()).isEqualTo(Math.min(expected, longest));
    }
  }

  @Test
  void isForgivingAgainAfterMuchHelp() {
    for (int i = 0; i < 4; i++) {
      pausesAfter(0, 4);
      pause();
    }
    for (int i = 0; i < 1000; i++) {
      pausesAfter(4, 0);
    }
    pausesAfter(0, 21);
    assertThat(pause()).isEqualTo(Ledger.SHORTEST_PAUSE / MILLISECOND);
  }

  @Test
  void countsSavingsAtTheBestPriceOfItsOwnWork() {
    ledger.learn(COST, MILLISECOND);
    ledger.learn(COST, 50 * MILLISECOND);
    ledger.learn(0, 7);
    assertThat(pausesAfter(4, 3)).isFalse();
    assertThat(pausesAfter(4, 6)).isTrue();
  }
}
