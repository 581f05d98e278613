package dev.gradtrace.parallel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that takes bands wherever there are some, looks out for more for a short while, then
 * sleeps until it is woken. Sleeps at once when its processor is wanted by somebody else.
 */
final class SpareThread implements Runnable {

  /** Longer than what lies between two products of a step; waking may take as long. */
  private static final long LOOKOUT_NANOS = 500_000;

  /** Looks between two readings of the clock. */
  private static final int LOOKS = 64;

  private final SpareThreads all;
  private final int index;
  private final Thread thread;
  private final AtomicBoolean sleeping = new AtomicBoolean();

  /**
   * @param index from 0; it helps while more threads than that are spare
   */
  SpareThread(SpareThreads all, int index) {
    this.all = all;
    this.index = index;
    this.thread = new Thread(this, "spare-" + (index + 1));
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  Thread thread() {
    return thread;
  }

  boolean isSleeping() {
    return sleeping.get();
  }

  void wake() {
    if (sleeping.compareAndSet(true, false)) {
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void run() {
    all.helpOnly();
    while (!all.isClosed()) {
      lookOut();
      sleep();
    }
  }

  private void lookOut() {
    long since = all.now();
    int looks = 0;
    while (all.spare() > index) {
      if (all.help(index)) {
        looks = 0;
        continue;
      }
      Thread.onSpinWait();
      looks++;
      if (looks == 1) {
        since = all.now();
      } else if (looks % LOOKS == 0 && all.now() - since > LOOKOUT_NANOS) {
        return;
      }
    }
  }

  /** Work that comes while it falls asleep it misses, which its owner does not mind. */
  private void sleep() {
    sleeping.set(true);
    if (!all.isClosed()) {
      LockSupport.park(all);
    }
    sleeping.set(false);
  }
}
