package dev.gradtrace.budget;

import dev.gradtrace.validation.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The turns of requests to compute. A request holds a turn from its beginning to its answer, except
 * while it waits: for bytes from or to its client, for memory, or for a result that another thread
 * computes.
 */
public final class RequestTurns {

  private static final String NOBODY = "";
  private static final Pause NO_PAUSE = () -> {};

  private final FairPlaces places;
  private final Duration patience;
  private final Duration most;
  private final ThreadLocal<Turn> turns = new ThreadLocal<>();

  /**
   * @param patience how long a request waits for its first turn
   * @param most how long a request may compute
   */
  public RequestTurns(FairPlaces places, Duration patience, Duration most) {
    this.places = places;
    this.patience = patience;
    this.most = most;
  }

  /** A time in which this thread's request has given up its turn. */
  public interface Pause extends AutoCloseable {
    /** Ends the pause: waits for the request's next turn. */
    @Override
    void close();
  }

  /** The turn of one request, in the thread that answers it. */
  public final class Turn implements AutoCloseable {

    private final String client;
    private final Deadline deadline;
    private FairPlaces.@Nullable Place place;

    private Turn(String client, FairPlaces.Place place) {
      this.client = client;
      this.place = place;
      this.deadline = Deadline.begin(most, System::nanoTime);
    }

    private Pause pause() {
      if (place == null) {
        return NO_PAUSE;
      }
      place.close();
      place = null;
      Deadline.Stretch waiting = Deadline.waiting();
      return () -> {
        place = places.enter(client);
        waiting.close();
      };
    }

    @Override
    public void close() {
      turns.remove();
      deadline.close();
      if (place != null) {
        place.close();
      }
    }
  }

  /**
   * Waits for the first turn of this thread's request.
   *
   * @return null if none came within the patience
   */
  public @Nullable Turn begin(String client) throws InterruptedException {
    FairPlaces.Place place = places.enter(client, patience);
    if (place == null) {
      return null;
    }
    Turn turn = new Turn(client, place);
    turns.set(turn);
    return turn;
  }

  /**
   * Gives up the turn until the pause is closed; does nothing in a thread that answers no request.
   */
  public Pause pause() {
    Turn turn = turns.get();
    return turn == null ? NO_PAUSE : turn.pause();
  }

  /** {@link #pause} if {@code mayWait}; else a pause that does nothing. */
  public Pause pauseIf(boolean mayWait) {
    return mayWait ? pause() : NO_PAUSE;
  }

  /** Whether this thread answers a request and holds its turn. */
  public boolean hasTurn() {
    Turn turn = turns.get();
    return turn != null && turn.place != null;
  }

  /** The client whose request this thread answers; empty if there is none. */
  String client() {
    Turn turn = turns.get();
    return turn == null ? NOBODY : turn.client;
  }

  /** How many requests wait for their turn. */
  public int waiting() {
    return places.waiting();
  }
}
