package dev.gradtrace.budget;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of the heap that jobs and requests may hold together.
 *
 * <p>Jobs hold at most three quarters, so that requests are answered while jobs train. A claim that
 * does not fit waits. Smaller claims may overtake it for a limited time; after that none of its
 * kind may, so that a large claim waits only for those that already held memory. While a job waits
 * for memory that requests hold, requests keep to a quarter.
 */
public final class MemoryBudget {

  /** The kinds of claims on memory. */
  public enum Use {
    /** Held while the job runs; others may overtake it for 30 s. */
    JOB(Duration.ofSeconds(30)),
    /** Held until the request is answered; others may overtake it for 500 ms. */
    REQUEST(Duration.ofMillis(500));

    private final long overtakenNanos;

    Use(Duration overtaken) {
      this.overtakenNanos = overtaken.toNanos();
    }
  }

  /** How often a waiting claim asks whether to give up. */
  private static final long POLL_NANOS = Duration.ofMillis(100).toNanos();

  private final long allowed;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
  private final Map<Use, Long> held = new EnumMap<>(Map.of(Use.JOB, 0L, Use.REQUEST, 0L));
  private final List<Claim> waiting = new ArrayList<>();

  private record Claim(Use use, long bytes, long since) {}

  /**
   * @param allowed bytes, at least 1
   * @param nanoTime as {@link System#nanoTime}
   */
  public MemoryBudget(long allowed, LongSupplier nanoTime) {
    this.allowed = allowed;
    this.nanoTime = nanoTime;
  }

  /** Bytes that one claim of a kind may hold while nothing else does. */
  public long allowed(Use use) {
    return use == Use.JOB ? allowed / 4 * 3 : allowed;
  }

  /** Bytes that all claims of a kind hold now. */
  public long held(Use use) {
    lock.lock();
    try {
      return held.getOrDefault(use, 0L);
    } finally {
      lock.unlock();
    }
  }

  /** How many claims of a kind wait. */
  public int waiting(Use use) {
    lock.lock();
    try {
      return (int) waiting.stream().filter(claim -> claim.use() == use).count();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until {@code bytes} are free and reserves them.
   *
   * @param bytes at most {@link #allowed}
   * @param givesUp asked at least every 100 ms, first when there is no room at once
   * @return null if it gave up
   */
  public @Nullable Reservation reserve(Use use, long bytes, BooleanSupplier givesUp)
      throws InterruptedException {
    if (bytes > allowed(use)) {
      throw new IllegalArgumentException(bytes + " bytes, allowed are " + allowed(use));
    }
    Claim claim = new Claim(use, bytes, nanoTime.getAsLong());
    if (take(claim, 0)) {
      return held(claim);
    }
    try {
      while (!givesUp.getAsBoolean()) {
        if (take(claim, POLL_NANOS)) {
          return held(claim);
        }
      }
      return null;
    } finally {
      leave(claim);
    }
  }

  /**
   * Waits at most {@code patience} until {@code bytes} are free and reserves them.
   *
   * @return null if they were not free in time
   */
  public @Nullable Reservation reserve(Use use, long bytes, Duration patience)
      throws InterruptedException {
    long end = nanoTime.getAsLong() + patience.toNanos();
    return reserve(use, bytes, () -> nanoTime.getAsLong() - end >= 0);
  }

  private boolean take(Claim claim, long patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (!mayTake(claim) && patience > 0) {
        released.await(patience, TimeUnit.NANOSECONDS);
      }
      if (mayTake(claim)) {
        held.merge(claim.use(), claim.bytes(), Long::sum);
        return true;
      }
      if (waiting.stream().noneMatch(other -> other == claim)) {
        waiting.add(claim);
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  private boolean mayTake(Claim claim) {
    long all = held.values().stream().mapToLong(Long::longValue).sum();
    return all + claim.bytes() <= allowed
        && held.getOrDefault(claim.use(), 0L) + claim.bytes() <= most(claim.use())
        && waiting.stream()
            .takeWhile(earlier -> earlier != claim)
            .noneMatch(earlier -> earlier.use() == claim.use() && isPatienceSpent(earlier));
  }

  private long most(Use use) {
    return use == Use.REQUEST && waiting.stream().anyMatch(this::waitsForRequests)
        ? allowed - allowed(Use.JOB)
        : allowed(use);
  }

  private boolean waitsForRequests(Claim claim) {
    return claim.use() == Use.JOB
        && held.getOrDefault(Use.JOB, 0L) + claim.bytes() <= allowed(Use.JOB);
  }

  private boolean isPatienceSpent(Claim claim) {
    return nanoTime.getAsLong() - claim.since() > claim.use().overtakenNanos;
  }

  private void leave(Claim claim) {
    lock.lock();
    try {
      if (waiting.removeIf(other -> other == claim)) {
        released.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private Reservation held(Claim claim) {
    return new Reservation(() -> release(claim));
  }

  private void release(Claim claim) {
    lock.lock();
    try {
      held.merge(claim.use(), -claim.bytes(), Long::sum);
      released.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
