package dev.gradtrace.parallel;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The bands of one thread, its owner, and which of them are taken. Reused for all turns of the
 * owner, so that a turn allocates nothing.
 *
 * <p>The turn's number, its number of bands and the next free band are packed into one atomic long:
 * a thread can only take a band of the turn it has seen, and that turn does not end before the band
 * is done.
 */
final class SharedWork {

  /** Most bands of a turn. */
  static final int MOST_BANDS = 1 << 15;

  private static final int BITS = 16;

  private static final long MASK = (1 << BITS) - 1;

  private static final int NONE_LEFT = -1;

  /** Polls for bands that others run before the owner yields its processor. */
  private static final int PATIENCE = 500;

  private final LongSupplier nanoTime;
  private final Ledger ledger = new Ledger();
  private final AtomicLong state = new AtomicLong();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private boolean busy;
  private int turn;
  private @Nullable Bands bands;

  /** Work that sleeping threads were not woken for, in multiply-adds; used by the owner alone. */
  private long missed;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  SharedWork(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The balance of sharing for the owner; used by the owner alone. */
  Ledger ledger() {
    return ledger;
  }

  /** Whether the owner may not get help now: it runs a band of others, or help has not paid. */
  boolean isBusyOrPausedAt(long now) {
    return busy || ledger.isPausedAt(now);
  }

  /** Marks that the owner runs a band of others, within which it shares nothing. */
  void setBusy(boolean busy) {
    this.busy = busy;
  }

  /**
   * Offers bands, at most {@link #MOST_BANDS}. Called by the owner, and only when none are left.
   */
  void open(Bands offered, int count) {
    bands = offered;
    done.set(0);
    turn++;
    state.set((long) turn << 2 * BITS | (long) count << BITS);
  }

  /**
   * Runs one band for the owner.
   *
   * @return false if all are taken
   */
  boolean helpOut() {
    int band = take();
    if (band == NONE_LEFT) {
      return false;
    }
    run(band);
    return true;
  }

  private int take() {
    while (true) {
      long seen = state.get();
      int band = (int) (seen & MASK);
      if (band >= (seen >>> BITS & MASK)) {
        return NONE_LEFT;
      }
      if (state.compareAndSet(seen, seen + 1)) {
        return band;
      }
    }
  }

  private void run(int band) {
    try {
      Objects.requireNonNull(bands).run(band);
    } catch (RuntimeException | Error fault) {
      failure.compareAndSet(null, fault);
    } finally {
      done.getAndIncrement();
    }
  }

  /**
   * Runs the bands that nobody has taken, waits for the others, and rethrows what a band has
   * thrown.
   *
   * @param cost of all bands, in multiply-adds
   */
  void complete(int count, long cost) {
    long began = nanoTime.getAsLong();
    int own = 0;
    for (int band = take(); band != NONE_LEFT; band = take()) {
      run(band);
      own++;
    }
    long emptied = nanoTime.getAsLong();
    ledger.learn((double) cost * own / count, emptied - began);
    if (done.get() < count) {
      await(count);
      ledger.charge(nanoTime.getAsLong() - emptied);
    }
    bands = null;
    ledger.settle((double) cost * (count - own) / count, emptied);
    throwOn();
  }

  private void await(int count) {
    for (int looks = 0; done.get() < count; looks++) {
      if (looks < PATIENCE) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  private void throwOn() {
    if (failure.get() != null) {
      Throwable fault = failure.getAndSet(null);
      if (fault instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) Objects.requireNonNull(fault);
    }
  }

  /**
   * Adds work that sleeping threads were not woken for; true, and resets the sum, once it reaches
   * {@code bound}.
   */
  boolean hasMissed(long cost, long bound) {
    missed += cost;
    if (missed < bound) {
      return false;
    }
    missed = 0;
    return true;
  }
}
