package dev.gradtrace.budget;

import dev.gradtrace.budget.MemoryBudget.Use;
import dev.gradtrace.validation.InvalidSpec;
import dev.gradtrace.validation.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is computed while somebody waits for the answer. It holds the memory it needs; and what
 * takes long enough to be felt by others needs one of as many places as there are processors. Both
 * are waited for a little, in the order of asking.
 */
public final class Looks {

  /** A tenth of a second, about. */
  private static final long SMALL = 500_000_000;

  /** Less than this is not counted: every request takes as much. */
  private static final long LITTLE = 256 << 10;

  /** After which others have been answered. */
  private static final Duration AGAIN = Duration.ofSeconds(5);

  /** Why something was refused. */
  public enum Reason {
    /** It would not fit if it were alone. */
    TOO_LARGE,
    /** Others hold the memory. */
    MEMORY,
    /** Others have the processors. */
    WORK
  }

  /** A place to compute in, until it is closed. */
  public interface Place extends AutoCloseable {
    @Override
    void close();
  }

  private static final Place NO_MATTER = () -> {};
  private static final Reservation NOTHING = Reservation.ofNothing();

  private final MemoryBudget memory;
  private final Semaphore places;
  private final Duration patience;
  private final Map<Reason, LongAdder> refused =
      Stream.of(Reason.values())
          .collect(Collectors.toUnmodifiableMap(reason -> reason, reason -> new LongAdder()));

  /**
   * @param places at least 1
   * @param patience how long memory and a place are waited for, each
   */
  public Looks(MemoryBudget memory, int places, Duration patience) {
    this.memory = memory;
    this.places = new Semaphore(places, true);
    this.patience = patience;
  }

  /** How often something was refused. */
  public long refused(Reason reason) {
    return refused.getOrDefault(reason, new LongAdder()).sum();
  }

  /** The most that one may need. */
  public long allowed() {
    return memory.allowed(Use.REQUEST);
  }

  /**
   * Holds memory.
   *
   * @throws InvalidSpec if there will never be so much
   * @throws Refusal if there is too little now
   */
  public Reservation hold(MemoryNeed need) {
    long bytes = need.bytes();
    if (bytes <= LITTLE) {
      return NOTHING;
    }
    try {
      need.requireAtMost(allowed());
      Reservation held = memory.reserve(Use.REQUEST, bytes, patience);
      if (held == null) {
        String detail = "The memory for this, %d bytes, is in use by others; try again later.";
        throw busy(Reason.MEMORY, detail.formatted(bytes));
      }
      return held;
    } catch (InvalidSpec tooLarge) {
      count(Reason.TOO_LARGE);
      throw tooLarge;
    } catch (InterruptedException stopped) {
      throw stopped();
    }
  }

  /**
   * A place for a computation.
   *
   * @param multiplications that it takes, about
   * @throws Refusal if there is none now
   */
  public Place enter(long multiplications) {
    if (multiplications <= SMALL) {
      return NO_MATTER;
    }
    try {
      if (places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return places::release;
      }
      throw busy(Reason.WORK, "The service computes as much as it can at once; try again later.");
    } catch (InterruptedException stopped) {
      throw stopped();
    }
  }

  /**
   * Computes something whose result is small.
   *
   * @param multiplications about
   */
  public <T> T run(MemoryNeed need, long multiplications, Supplier<T> look) {
    try (Reservation held = hold(need);
        Place place = enter(multiplications)) {
      return look.get();
    }
  }

  private Refusal busy(Reason reason, String detail) {
    count(reason);
    return new Refusal(Refusal.Reason.UNAVAILABLE, detail, AGAIN);
  }

  private void count(Reason reason) {
    refused.getOrDefault(reason, new LongAdder()).increment();
  }

  private static Refusal stopped() {
    Thread.currentThread().interrupt();
    return new Refusal(Refusal.Reason.UNAVAILABLE, "The service is shutting down.", AGAIN);
  }
}
