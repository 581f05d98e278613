package dev.gradtrace.parallel;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The bands of one thread, its owner, and which of them are taken. Made once for each owner; one
 * turn after another allocates nothing.
 *
 * <p>The number of the turn, of its bands and of the next one are one atomic word: who has taken a
 * band has taken it of the turn that he saw, and that turn does not end before the band is done.
 */
final class SharedWork {

  /** Most bands of a turn. */
  static final int MOST_BANDS = 1 << 15;

  private static final int BITS = 16;

  private static final long MASK = (1 << BITS) - 1;

  private static final int NONE_LEFT = -1;

  /** Looks at the bands of others, after which the processor is offered to whoever does them. */
  private static final int PATIENCE = 500;

  private final LongSupplier nanoTime;
  private final Ledger ledger = new Ledger();
  private final AtomicLong state = new AtomicLong();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private boolean busy;
  private int turn;
  private @Nullable Bands bands;

  /** Work that sleeping threads have missed, in multiply-adds; of the owner alone. */
  private long missed;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  SharedWork(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** What it brought the owner to share; of the owner alone. */
  Ledger ledger() {
    return ledger;
  }

  /** Whether the owner is not to have help now: within a band, or for what help has cost it. */
  boolean isBusyOrPausedAt(long now) {
    return busy || ledger.isPausedAt(now);
  }

  /** Whether the owner computes bands, which have none of their own; of the owner alone. */
  void setBusy(boolean busy) {
    this.busy = busy;
  }

  /** Offers bands, at most {@link #MOST_BANDS}; only the owner may, and only when none are left. */
  void open(Bands offered, int count) {
    bands = offered;
    done.set(0);
    turn++;
    state.set((long) turn << 2 * BITS | (long) count << BITS);
  }

  /**
   * Does one band for the owner.
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
   * The owner does what nobody has taken and waits for what somebody has; a fault is thrown on.
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

  /** Whether sleeping threads have missed more than that, after which they have missed nothing. */
  boolean hasMissed(long cost, long bound) {
    missed += cost;
    if (missed < bound) {
      return false;
    }
    missed = 0;
    return true;
  }
}
