package dev.gradtrace.budget;

import dev.gradtrace.validation.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The turns of requests to compute. A request has one from its beginning to its answer, but for the
 * time in which it waits: for bytes from or to its client, for memory, for somebody else's result.
 */
public final class RequestTurns {

  private static final String NOBODY = "";
  private static final Pause NO_PAUSE = () -> {};

  private final FairPlaces places;
  private final Duration patience;
  private final Duration most;
  private final ThreadLocal<Turn> turns = new ThreadLocal<>();

  /**
   * @param patience how long a turn is waited for at first
   * @param most how long a request may compute
   */
  public RequestTurns(FairPlaces places, Duration patience, Duration most) {
    this.places = places;
    this.patience = patience;
    this.most = most;
  }

  /** A time in which the request of this thread lets others compute. */
  public interface Pause extends AutoCloseable {
    /** Waits for its next turn. */
    @Override
    void close();
  }

  /** What the request of a thread has. */
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
   * Waits for the first turn of the request of this thread.
   *
   * @return null if there was none in time
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

  /** Lets others compute until it is closed; nothing in a thread that answers no request. */
  public Pause pause() {
    Turn turn = turns.get();
    return turn == null ? NO_PAUSE : turn.pause();
  }

  /** The same where somebody may have to be waited for; else nothing. */
  public Pause pauseIf(boolean mayWait) {
    return mayWait ? pause() : NO_PAUSE;
  }

  /** Whether this thread answers a request whose turn it is. */
  public boolean hasTurn() {
    Turn turn = turns.get();
    return turn != null && turn.place != null;
  }

  /** Whose request this thread answers; empty if it answers none. */
  String client() {
    Turn turn = turns.get();
    return turn == null ? NOBODY : turn.client;
  }

  /** How many requests wait for their turn. */
  public int waiting() {
    return places.waiting();
  }
}
