package dev.gradtrace.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.budget.Looks.Reason;
import dev.gradtrace.budget.MemoryBudget.Use;
import dev.gradtrace.validation.InvalidSpec;
import dev.gradtrace.validation.Refusal;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class LooksTest {

  private static final long LARGE = 50_000_000_000L;
  private static final long SMALL = 1000;
  private static final long MEGABYTE = 1 << 20;

  private final MemoryBudget memory = new MemoryBudget(100 * MEGABYTE, System::nanoTime);
  private final RequestTurns turns =
      new RequestTurns(places(1), Duration.ofSeconds(10), Duration.ofHours(1));
  private final Looks looks = new Looks(memory, places(3), turns, Duration.ofMillis(1));

  private static FairPlaces places(int places) {
    return new FairPlaces(places, System::nanoTime);
  }

  @Test
  void asManyLargeOnesAsThereArePlacesAndAnyNumberOfSmallOnes() {
    FairPlaces.Place first = looks.enter(LARGE);
    looks.enter(LARGE);
    requireBusy(() -> looks.enter(LARGE));
    assertThat(looks.refused(Reason.WORK)).isOne();
    looks.enter(SMALL).close();
    first.close();
    looks.enter(LARGE);
    requireBusy(() -> looks.enter(LARGE));
  }

  @Test
  void letsAnotherClientHaveAPlaceWhenOneHasAllItMay() throws InterruptedException {
    looks.enter(LARGE);
    looks.enter(LARGE);
    try (RequestTurns.Turn turn = turns.begin("newcomer")) {
      looks.enter(LARGE).close();
    }
  }

  @Test
  void leavesItsTurnToOthersWhileItIsLarge() throws Exception {
    try (RequestTurns.Turn turn = turns.begin("a");
        FairPlaces.Place large = looks.enter(LARGE)) {
      assertThat(others(() -> begin("b"))).isTrue();
    }
    try (RequestTurns.Turn turn = turns.begin("a");
        FairPlaces.Place small = looks.enter(SMALL)) {
      assertThat(turns.waiting()).isZero();
    }
  }

  private boolean begin(String client) {
    try (RequestTurns.Turn turn = turns.begin(client)) {
      return turn != null;
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private static boolean others(Callable<Boolean> task) throws Exception {
    FutureTask<Boolean> result = new FutureTask<>(task);
    new Thread(result).start();
    return result.get();
  }

  @Test
  void memoryIsHeldUntilTheLookIsOver() {
    assertThat(looks.run(need(70), SMALL, () -> memory.held(Use.REQUEST))).isEqualTo(70 * MEGABYTE);
    assertThat(memory.held(Use.REQUEST)).isZero();
    assertThatThrownBy(() -> looks.run(need(70), LARGE, LooksTest::fail))
        .isInstanceOf(IllegalStateException.class);
    assertThat(memory.held(Use.REQUEST)).isZero();
  }

  private static Object fail() {
    throw new IllegalStateException();
  }

  @Test
  void whatDoesNotFitNowIsRefusedForALittleWhile() {
    looks.hold(need(70));
    requireBusy(() -> looks.hold(need(31)));
    assertThat(looks.refused(Reason.MEMORY)).isOne();
    looks.hold(need(30));
  }

  @Test
  void whatWouldNeverFitIsRefusedForGood() {
    assertThatThrownBy(() -> looks.hold(need(101)))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageContaining("/batch");
    assertThat(looks.refused(Reason.TOO_LARGE)).isOne();
    assertThat(looks.refused(Reason.MEMORY)).isZero();
  }

  @Test
  void whatIsLittleIsNotCounted() {
    looks.hold(MemoryNeed.of("batch", 1000));
    assertThat(memory.held(Use.REQUEST)).isZero();
  }

  private static MemoryNeed need(long megabytes) {
    return MemoryNeed.of("batch", megabytes * MEGABYTE);
  }

  private static void requireBusy(Runnable look) {
    assertThatThrownBy(look::run)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(Refusal.Reason.UNAVAILABLE);
              assertThat(refusal.retryAfter()).isNotNull();
            });
  }
}
