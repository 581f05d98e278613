package dev.gradtrace.parallel;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Threads that help computing threads, the users. Each user counts for one of the processors; the
 * threads of the other processors are spare and run bands of whoever has large work. A user never
 * waits for a helper to come: it runs all bands that nobody has taken, and works alone for a while
 * if help cost it more time than it saved.
 *
 * <p>A spare thread stops after its band when a new user comes, and sleeps when it has found no
 * band for half a millisecond.
 */
public final class SpareThreads implements AutoCloseable {

  /** Most bands of one {@link #run}. */
  public static final int MOST_BANDS = SharedWork.MOST_BANDS;

  /** Multiply-adds, about 200 µs: waking a thread costs the owner some microseconds. */
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

  /** The spare threads of this process; before {@link #use} an instance without threads. */
  public static SpareThreads active() {
    return active;
  }

  /**
   * @param threads most threads that compute at the same time, users included, at least 1
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

  /** Starts the threads and makes this the instance of the process. */
  public SpareThreads use() {
    for (SpareThread thread : spare) {
      thread.start();
    }
    active = this;
    return this;
  }

  /** Ends the threads; users work on alone. */
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

  List<Thread> threads() {
    return Stream.of(spare).map(SpareThread::thread).toList();
  }

  /** Counts a thread as computing until it is closed. */
  public interface User extends AutoCloseable {
    @Override
    void close();
  }

  /** Counts the calling thread as a user. */
  public User enter() {
    change(1);
    return () -> change(-1);
  }

  /** Adds to the number of users; negative to subtract. */
  public void change(int more) {
    users.addAndGet(more);
  }

  /** Most threads that compute at the same time. */
  public int most() {
    return threads;
  }

  /** How many threads may help now. The caller counts as a user, registered or not. */
  public int spare() {
    return closed ? 0 : threads - Math.max(1, users.get());
  }

  /**
   * Into how many parts the calling thread should cut its work, one of them its own; 1 within a
   * band.
   */
  public int worthSharing() {
    int helping = spare();
    return helping <= 0 || own.get().isBusyOrPausedAt(now()) ? 1 : 1 + helping;
  }

  /** Has the calling thread only run bands of others, never share its own. */
  void helpOnly() {
    own.get().setBusy(true);
  }

  /**
   * Runs all bands, shared with spare threads. Nested calls from within a band are not shared.
   *
   * @param count of the bands, at most 32768
   * @param cost of all bands, in multiply-adds
   * @throws RuntimeException or an error that a band has thrown, after all bands have ended
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

  /** Runs a band of some owner; false if there is none. Each thread searches from another place. */
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
