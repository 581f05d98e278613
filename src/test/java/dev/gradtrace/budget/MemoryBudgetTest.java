package dev.gradtrace.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gradtrace.budget.MemoryBudget.Use;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MemoryBudgetTest {

  private static final BooleanSupplier AT_ONCE = () -> true;
  private static final BooleanSupplier NEVER = () -> false;

  private final AtomicLong now = new AtomicLong();
  private final MemoryBudget budget = new MemoryBudget(100, now::get);

  @Test
  void whatIsReservedIsHeldUntilItIsClosedOnce() {
    Reservation ten = taken(Use.REQUEST, 10);
    Reservation five = taken(Use.JOB, 5);
    assertThat(budget.held(Use.REQUEST)).isEqualTo(10);
    assertThat(budget.held(Use.JOB)).isEqualTo(5);
    ten.close();
    ten.close();
    assertThat(budget.held(Use.REQUEST)).isZero();
    five.close();
    assertThat(budget.held(Use.JOB)).isZero();
  }

  @Test
  void aRequestGivesUpWhereThereIsNoRoom() throws InterruptedException {
    taken(Use.REQUEST, 60);
    assertThat(budget.reserve(Use.REQUEST, 41, AT_ONCE)).isNull();
    assertThat(budget.waiting(Use.REQUEST)).isZero();
    taken(Use.REQUEST, 40);
  }

  @Test
  void jobsLeaveAQuarterToRequests() throws InterruptedException {
    assertThat(budget.allowed(Use.JOB)).isEqualTo(75);
    taken(Use.JOB, 75);
    assertThat(budget.reserve(Use.JOB, 1, AT_ONCE)).isNull();
    taken(Use.REQUEST, 25);
    assertThat(budget.reserve(Use.REQUEST, 1, AT_ONCE)).isNull();
  }

  @Test
  void whatCouldNeverFitIsNotWaitedFor() {
    assertThatThrownBy(() -> budget.reserve(Use.JOB, 76, NEVER))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> budget.reserve(Use.REQUEST, 101, NEVER))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aJobWaitsUntilThereIsRoom() {
    Reservation first = taken(Use.JOB, 50);
    CompletableFuture<Reservation> second = waitingFor(Use.JOB, 50);
    first.close();
    assertThat(second.join()).isNotNull();
    assertThat(budget.held(Use.JOB)).isEqualTo(50);
  }

  @Test
  void smallerJobsOvertakeALargeOneForAWhileAndNotForEver() throws InterruptedException {
    final Reservation first = taken(Use.JOB, 50);
    final CompletableFuture<Reservation> large = waitingFor(Use.JOB, 60);
    Reservation overtaking = taken(Use.JOB, 10);
    now.addAndGet(Duration.ofSeconds(31).toNanos());
    assertThat(budget.reserve(Use.JOB, 10, AT_ONCE)).as("after the patience of the large").isNull();
    overtaking.close();
    first.close();
    assertThat(large.join()).isNotNull();
    taken(Use.JOB, 10);
  }

  @Test
  void requestsKeepToAQuarterWhileAJobWaitsForThem() throws InterruptedException {
    final Reservation looks = taken(Use.REQUEST, 40);
    final CompletableFuture<Reservation> large = waitingFor(Use.JOB, 75);
    assertThat(budget.reserve(Use.REQUEST, 1, AT_ONCE)).isNull();
    looks.close();
    assertThat(large.join()).isNotNull();
    taken(Use.REQUEST, 25);
  }

  @Test
  void requestsDoNotWaitForAJobThatWaitsForAnother() {
    taken(Use.JOB, 40);
    waitingFor(Use.JOB, 60);
    taken(Use.REQUEST, 60);
  }

  private Reservation taken(Use use, long bytes) {
    try {
      return Objects.requireNonNull(budget.reserve(use, bytes, AT_ONCE), bytes + " bytes");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits in a thread of its own: the common pool may have a single thread. */
  private CompletableFuture<Reservation> waitingFor(Use use, long bytes) {
    CompletableFuture<Reservation> reservation =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return budget.reserve(use, bytes, NEVER);
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            },
            task -> new Thread(task).start());
    await().until(() -> budget.waiting(use) == 1);
    return reservation;
  }
}
