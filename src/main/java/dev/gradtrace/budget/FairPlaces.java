package dev.gradtrace.budget;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of places to compute in, shared between clients by start-time fair queueing: the
 * waiting client that has used the least time comes next. The last free place is only for a client
 * that holds none, so that no client can hold all of them.
 *
 * @see <a href="https://doi.org/10.1145/248157.248171">Goyal, Vin, Cheng 1996</a>
 */
public final class FairPlaces {

  /** The time charged for a place when it is taken; corrected when it is given back. */
  private static final long EXPECTED_NANOS = Duration.ofMillis(1).toNanos();

  private static final int MOST_IDLE = 1000;

  private final int places;
  private final LongSupplier nanoTime;
  private final IntConsumer changes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Line> lines = new HashMap<>();
  private int taken;
  private int waiting;

  /** Virtual time in ns: the used time of the client that entered last. */
  private long now;

  /**
   * @param places at least 1
   * @param nanoTime as {@link System#nanoTime}
   */
  public FairPlaces(int places, LongSupplier nanoTime) {
    this(places, nanoTime, change -> {});
  }

  /**
   * @param changes told the change of the number of taken places, 1 or −1; must not block
   */
  public FairPlaces(int places, LongSupplier nanoTime, IntConsumer changes) {
    this.places = places;
    this.nanoTime = nanoTime;
    this.changes = changes;
  }

  /** A taken place; closing it gives it back. */
  public interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /** The state of one client; {@code used} is virtual time in ns. */
  private static final class Line {

    private final Deque<Arrival> waiting = new ArrayDeque<>();
    private long used;
    private int taken;

    private Line(long used) {
      this.used = used;
    }

    private boolean isIdle() {
      return taken == 0 && waiting.isEmpty();
    }
  }

  /** One waiting thread. */
  private static final class Arrival {

    private final Condition entered;
    private boolean inside;

    private Arrival(Condition entered) {
      this.entered = entered;
    }
  }

  /** How many threads wait for a place. */
  public int waiting() {
    lock.lock();
    try {
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the client's turn and takes a place.
   *
   * @return null if the client's turn did not come within {@code patience}
   */
  public @Nullable Place enter(String client, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Line line = line(client);
      if (enterAtOnce(line)) {
        return place(line);
      }
      Arrival arrival = arrive(line);
      try {
        long left = patience.toNanos();
        while (!arrival.inside && left > 0) {
          left = arrival.entered.awaitNanos(left);
        }
      } catch (InterruptedException stopped) {
        withdraw(line, arrival);
        throw stopped;
      }
      if (arrival.inside) {
        return place(line);
      }
      withdraw(line, arrival);
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the client's turn, ignoring interrupts, and takes a place. */
  Place enter(String client) {
    lock.lock();
    try {
      Line line = line(client);
      if (enterAtOnce(line)) {
        return place(line);
      }
      Arrival arrival = arrive(line);
      while (!arrival.inside) {
        arrival.entered.awaitUninterruptibly();
      }
      return place(line);
    } finally {
      lock.unlock();
    }
  }

  private Line line(String client) {
    return lines.computeIfAbsent(client, added -> new Line(now));
  }

  private boolean enterAtOnce(Line line) {
    boolean may = waiting == 0 && mayEnter(line);
    if (may) {
      take(line);
    }
    return may;
  }

  private Arrival arrive(Line line) {
    Arrival arrival = new Arrival(lock.newCondition());
    line.waiting.add(arrival);
    waiting++;
    admit();
    return arrival;
  }

  /** Stops waiting; gives the place back if it was admitted just before the interrupt. */
  private void withdraw(Line line, Arrival arrival) {
    if (arrival.inside) {
      leave(line, 0);
    } else {
      line.waiting.remove(arrival);
      waiting--;
    }
  }

  private void admit() {
    for (Line next = next(); next != null; next = next()) {
      Arrival first = next.waiting.remove();
      waiting--;
      take(next);
      first.inside = true;
      first.entered.signal();
    }
  }

  private @Nullable Line next() {
    Line next = null;
    if (waiting > 0 && taken < places) {
      for (Line line : lines.values()) {
        if (!line.waiting.isEmpty() && mayEnter(line) && (next == null || line.used < next.used)) {
          next = line;
        }
      }
    }
    return next;
  }

  private boolean mayEnter(Line line) {
    return taken < places - 1 || (taken < places && line.taken == 0);
  }

  private void take(Line line) {
    now = Math.max(now, line.used);
    line.used = now + EXPECTED_NANOS;
    line.taken++;
    taken++;
    changes.accept(1);
  }

  private Place place(Line line) {
    long since = nanoTime.getAsLong();
    return () -> leave(line, nanoTime.getAsLong() - since);
  }

  private void leave(Line line, long nanos) {
    lock.lock();
    try {
      line.used += nanos - EXPECTED_NANOS;
      line.taken--;
      taken--;
      changes.accept(-1);
      admit();
      forget();
    } finally {
      lock.unlock();
    }
  }

  /** Drops idle clients, whose used time is not above that of a newcomer. */
  private void forget() {
    if (taken == 0) {
      lines.values().removeIf(Line::isIdle);
      now = 0;
    } else if (lines.size() > MOST_IDLE) {
      lines.values().removeIf(line -> line.isIdle() && line.used <= now);
    }
  }
}
