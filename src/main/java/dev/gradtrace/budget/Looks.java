package dev.gradtrace.budget;

import dev.gradtrace.budget.MemoryBudget.Use;
import dev.gradtrace.validation.Deadline;
import dev.gradtrace.validation.InvalidSpec;
import dev.gradtrace.validation.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Admits computations whose result a client waits for. Each reserves the memory it needs. A large
 * one also takes one of a bounded number of places, and pauses the request's own turn meanwhile.
 * Memory and place are each waited for at most {@code patience}.
 */
public final class Looks {

  /** Multiplications; about a tenth of a second. */
  private static final long SMALL = 500_000_000;

  /** Bytes; smaller needs are not reserved, since every request takes as much. */
  private static final long NEGLIGIBLE_BYTES = 256 << 10;

  /** The {@code Retry-After} of a refusal for lack of room. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /** Why something was refused. */
  public enum Reason {
    /** It needs more memory than one request may ever hold. */
    TOO_LARGE,
    /** Others hold the memory. */
    MEMORY,
    /** Others hold all places to compute. */
    WORK
  }

  private static final FairPlaces.Place NO_PLACE = () -> {};
  private static final Reservation NO_RESERVATION = Reservation.ofNothing();

  private final MemoryBudget memory;
  private final FairPlaces places;
  private final RequestTurns turns;
  private final Duration patience;
  private final Map<Reason, LongAdder> refused =
      Stream.of(Reason.values())
          .collect(Collectors.toUnmodifiableMap(reason -> reason, reason -> new LongAdder()));

  /**
   * @param patience how long to wait for memory, and again for a place
   */
  public Looks(MemoryBudget memory, FairPlaces places, RequestTurns turns, Duration patience) {
    this.memory = memory;
    this.places = places;
    this.turns = turns;
    this.patience = patience;
  }

  /** How many requests were refused for this reason. */
  public long refused(Reason reason) {
    return refused.getOrDefault(reason, new LongAdder()).sum();
  }

  /** The most bytes that one request may hold. */
  public long allowed() {
    return memory.allowed(Use.REQUEST);
  }

  /**
   * Reserves memory, waiting for it at most {@code patience}.
   *
   * @throws InvalidSpec if one request may never hold as much
   * @throws Refusal if others held it too long
   */
  public Reservation hold(MemoryNeed need) {
    long bytes = need.bytes();
    if (bytes <= NEGLIGIBLE_BYTES) {
      return NO_RESERVATION;
    }
    try (RequestTurns.Pause pause = turns.pause()) {
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
   * Takes a place for a computation; a small one needs none.
   *
   * @param multiplications estimate of the work
   * @throws Refusal if none was free in time
   */
  public FairPlaces.Place enter(long multiplications) {
    if (isSmall(multiplications)) {
      return NO_PLACE;
    }
    RequestTurns.Pause pause = turns.pause();
    FairPlaces.Place place = null;
    try {
      place = places.enter(turns.client(), patience);
    } catch (InterruptedException stopped) {
      throw stopped();
    } finally {
      if (place == null) {
        pause.close();
      }
    }
    if (place == null) {
      throw busy(Reason.WORK, "The service computes as much as it can at once; try again later.");
    }
    return new Large(place, pause, Deadline.computing());
  }

  /**
   * Runs a part of a computation, which waits for a place as long as it takes, since an answer that
   * has begun cannot be refused.
   *
   * @param multiplications estimate of the work of all parts
   */
  public <T> T continued(long multiplications, Supplier<T> part) {
    if (isSmall(multiplications)) {
      return part.get();
    }
    RequestTurns.Pause pause = turns.pause();
    FairPlaces.Place place = places.enter(turns.client());
    try (Large entered = new Large(place, pause, Deadline.computing())) {
      return part.get();
    }
  }

  /** How many large computations wait for a place. */
  public int waiting() {
    return places.waiting();
  }

  private static boolean isSmall(long multiplications) {
    return multiplications <= SMALL;
  }

  /**
   * Runs a computation with its memory and place held; its result must be small.
   *
   * @param multiplications estimate of the work
   */
  public <T> T run(MemoryNeed need, long multiplications, Supplier<T> look) {
    try (Reservation held = hold(need);
        FairPlaces.Place place = enter(multiplications)) {
      return look.get();
    }
  }

  /** Waits for a result that another thread may be computing, with this request's turn paused. */
  public <T> T await(Supplier<T> result) {
    try (RequestTurns.Pause pause = turns.pause()) {
      return result.get();
    }
  }

  /** A place for a large computation, during which the request's own turn is paused. */
  private record Large(FairPlaces.Place place, RequestTurns.Pause pause, Deadline.Stretch computing)
      implements FairPlaces.Place {
    @Override
    public void close() {
      computing.close();
      place.close();
      pause.close();
    }
  }

  private Refusal busy(Reason reason, String detail) {
    count(reason);
    return new Refusal(Refusal.Reason.UNAVAILABLE, detail, RETRY_AFTER);
  }

  private void count(Reason reason) {
    refused.getOrDefault(reason, new LongAdder()).increment();
  }

  private static Refusal stopped() {
    Thread.currentThread().interrupt();
    return new Refusal(Refusal.Reason.UNAVAILABLE, "The service is shutting down.", RETRY_AFTER);
  }
}
