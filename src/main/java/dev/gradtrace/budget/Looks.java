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
 * What is computed while somebody waits for the answer. It holds the memory it needs; and what
 * takes long enough to be felt by others needs one of as many places as there are processors, and
 * the request's turn is others' meanwhile. Both are waited for a little.
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

  private static final FairPlaces.Place NO_MATTER = () -> {};
  private static final Reservation NOTHING = Reservation.ofNothing();

  private final MemoryBudget memory;
  private final FairPlaces places;
  private final RequestTurns turns;
  private final Duration patience;
  private final Map<Reason, LongAdder> refused =
      Stream.of(Reason.values())
          .collect(Collectors.toUnmodifiableMap(reason -> reason, reason -> new LongAdder()));

  /**
   * @param patience how long memory and a place are waited for, each
   */
  public Looks(MemoryBudget memory, FairPlaces places, RequestTurns turns, Duration patience) {
    this.memory = memory;
    this.places = places;
    this.turns = turns;
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
   * A place for a computation.
   *
   * @param multiplications that it takes, about
   * @throws Refusal if there is none now
   */
  public FairPlaces.Place enter(long multiplications) {
    if (multiplications <= SMALL) {
      return NO_MATTER;
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
   * Computes something whose result is small.
   *
   * @param multiplications about
   */
  public <T> T run(MemoryNeed need, long multiplications, Supplier<T> look) {
    try (Reservation held = hold(need);
        FairPlaces.Place place = enter(multiplications)) {
      return look.get();
    }
  }

  /**
   * Waits for somebody else's result.
   *
   * @param result known to somebody, or computed meanwhile
   */
  public <T> T await(Supplier<T> result) {
    try (RequestTurns.Pause pause = turns.pause()) {
      return result.get();
    }
  }

  /** What takes long, in a place of its own instead of its turn. */
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
