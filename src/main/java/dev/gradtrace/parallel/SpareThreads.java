package dev.gradtrace.parallel;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Threads that help those who compute. Of so many processors each user has one; the others are the
 * spare threads', and whoever has large work gets them. No user waits for one to come: it does
 * itself what nobody has taken, and goes alone for a while when those who came cost it more time
 * than they saved.
 *
 * <p>A spare thread stops after its band when a user comes, and sleeps when no band has come for
 * half a millisecond.
 */
public final class SpareThreads implements AutoCloseable {

  /** Most bands of one piece of work. */
  public static final int MOST_BANDS = SharedWork.MOST_BANDS;

  /** Multiply-adds, about 200 µs: waking costs the owner some microseconds for each thread. */
  private static final long WORTH_WAKING = 5_000_000;

  private static final SpareThreads NONE = new SpareThreads(1, () -> 0);

  private static volatile SpareThreads active = NONE;

  private final int threads;
  private final LongSupplier nanoTime;
  private final AtomicInteger users = new AtomicInteger();
  private final AtomicReferenceArray<SharedWork> offered;
  private final SpareThread[] spare;
  private final ThreadLocal<SharedWork> own;
  private volatile boolean closed;

  /** Those of this process; none until others are put to use. */
  public static SpareThreads active() {
    return active;
  }

  /**
   * @param threads most that compute at the same time, at least 1
   * @param nanoTime as {@link System#nanoTime}
   */
  public SpareThreads(int threads, LongSupplier nanoTime) {
    this.threads = threads;
    this.nanoTime = nanoTime;
    this.offered = new AtomicReferenceArray<>(threads);
    this.own = ThreadLocal.withInitial(() -> new SharedWork(nanoTime));
    this.spare = new SpareThread[threads - 1];
    for (int i = 0; i < spare.length; i++) {
      spare[i] = new SpareThread(this, i);
    }
  }

  /** Starts the threads and makes them those of the process. */
  public SpareThreads use() {
    for (SpareThread thread : spare) {
      thread.start();
    }
    active = this;
    return this;
  }

  /** Ends the threads; users go on alone. */
  @Override
  public void close() {
    closed = true;
    if (active == this) {
      active = NONE;
    }
    for (SpareThread thread : spare) {
      thread.wake();
    }
  }

  boolean isClosed() {
    return closed;
  }

  long now() {
    return nanoTime.getAsLong();
  }

  /** The threads. */
  List<Thread> threads() {
    return Stream.of(spare).map(SpareThread::thread).toList();
  }

  /** A thread that computes until it is closed. */
  public interface User extends AutoCloseable {
    @Override
    void close();
  }

  /** Counts the calling thread among those that compute. */
  public User enter() {
    change(1);
    return () -> change(-1);
  }

  /** So many more threads compute; fewer where it is below 0. */
  public void change(int more) {
    users.addAndGet(more);
  }

  /** How many threads compute at the same time at most. */
  public int most() {
    return threads;
  }

  /** How many threads may help now; somebody who asks is a user, known or not. */
  public int spare() {
    return closed ? 0 : threads - Math.max(1, users.get());
  }

  /**
   * How many threads, itself among them, work of the calling thread is worth cutting for; one where
   * it is a band's.
   */
  public int worthSharing() {
    int helping = spare();
    return helping <= 0 || own.get().isBusyOrPausedAt(now()) ? 1 : 1 + helping;
  }

  /** Has the calling thread take bands of others only. */
  void helpOnly() {
    own.get().setBusy(true);
  }

  /**
   * Does all bands, with whoever helps. The bands of one thread do not share theirs.
   *
   * @param count of the bands, at most 32768
   * @param cost of all, in multiply-adds
   * @throws RuntimeException or an error that a band has thrown, when no band runs any more
   */
  public void run(Bands bands, int count, long cost) {
    SharedWork work = own.get();
    work.setBusy(true);
    work.open(bands, count);
    int place = offer(work);
    try {
      wake(work, count, cost);
      work.complete(count, cost);
    } finally {
      work.setBusy(false);
      if (place >= 0) {
        offered.set(place, null);
      }
    }
  }

  private int offer(SharedWork work) {
    for (int i = 0; i < offered.length(); i++) {
      if (offered.get(i) == null && offered.compareAndSet(i, null, work)) {
        return i;
      }
    }
    return -1;
  }

  private void wake(SharedWork work, int count, long cost) {
    int wanted = Math.min(spare(), count - 1);
    int sleeping = 0;
    for (int i = 0; i < wanted; i++) {
      sleeping += spare[i].isSleeping() ? 1 : 0;
    }
    if (sleeping > 0 && work.hasMissed(cost, WORTH_WAKING)) {
      long began = now();
      for (int i = 0; i < wanted; i++) {
        spare[i].wake();
      }
      work.ledger().charge(now() - began);
    }
  }

  /** Does a band of somebody; false if there is none. Threads begin at different places. */
  boolean help(int index) {
    int places = offered.length();
    for (int i = 0; i < places; i++) {
      SharedWork work = offered.get((index + i) % places);
      if (work != null && work.helpOut()) {
        return true;
      }
    }
    return false;
  }
}
