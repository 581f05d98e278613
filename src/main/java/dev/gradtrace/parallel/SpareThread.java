package dev.gradtrace.parallel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that runs bands of others, polls for more for a short while, and then sleeps until it is
 * woken. It sleeps at once when its processor is needed by a user.
 */
final class SpareThread implements Runnable {

  /**
   * ns for which a thread polls before it sleeps; longer than the gap between two products of a
   * step, and about as long as waking takes.
   */
  private static final long LOOKOUT_NANOS = 500_000;

  /** Polls between two readings of the clock. */
  private static final int LOOKS = 64;

  private final SpareThreads all;
  private final int index;
  private final Thread thread;
  private final AtomicBoolean sleeping = new AtomicBoolean();

  /**
   * @param index from 0; the thread helps while more than {@code index} threads are spare
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

  /** A band offered while this thread falls asleep is missed; its owner runs it then. */
  private void sleep() {
    sleeping.set(true);
    if (!all.isClosed()) {
      LockSupport.park(all);
    }
    sleeping.set(false);
  }
}
