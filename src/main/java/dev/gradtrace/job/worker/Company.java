package dev.gradtrace.job.worker;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Which jobs run beside each other in this process: any, but a suspect alone until it is acquitted.
 * A process that has just started runs suspects only when it has lived for a while, so that who
 * kills it again and again does not make a job guilty.
 */
final class Company {

  private static final long LOOK_MILLIS = 100;

  private final int places;
  private final long settlingNanos;
  private long startedAt = System.nanoTime();
  private int present;
  private int suspectsWaiting;
  private boolean suspectPresent;
  private boolean someoneGivesWay;

  /**
   * @param places jobs that may run at once
   */
  Company(int places, Duration settling) {
    this.places = places;
    this.settlingNanos = settling.toNanos();
  }

  /** Begins to live. */
  synchronized void start() {
    startedAt = System.nanoTime();
  }

  /**
   * Waits until a job may run.
   *
   * @param stop whether not to wait any more
   * @return false if it may not, because of that
   */
  synchronized boolean enter(boolean suspect, BooleanSupplier stop) {
    suspectsWaiting += suspect ? 1 : 0;
    try {
      while (suspect ? present > 0 || !isSettled() : isUnwanted() || suspectPresent) {
        if (stop.getAsBoolean()) {
          return false;
        }
        wait(LOOK_MILLIS);
      }
      present++;
      suspectPresent = suspect;
      someoneGivesWay = false;
      return true;
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      suspectsWaiting -= suspect ? 1 : 0;
    }
  }

  /** A job that was allowed to run does so no more. */
  synchronized void leave() {
    present--;
    acquit();
  }

  /** The suspect, if there is one, may have company. */
  synchronized void acquit() {
    suspectPresent = false;
    notifyAll();
  }

  /** Whether a suspect waits for those who run to leave. */
  synchronized boolean isUnwanted() {
    return suspectsWaiting > 0 && isSettled() && !suspectPresent;
  }

  /**
   * Whether the one who asks is to make room: all places are taken, nobody makes room already, and
   * others come first.
   *
   * @param othersComeFirst asked only where it decides
   */
  boolean mayGiveWay(BooleanSupplier othersComeFirst) {
    return isCrowded() && othersComeFirst.getAsBoolean() && makeRoom();
  }

  private synchronized boolean isCrowded() {
    return present >= places && !someoneGivesWay;
  }

  private synchronized boolean makeRoom() {
    boolean may = isCrowded();
    someoneGivesWay |= may;
    return may;
  }

  private boolean isSettled() {
    return System.nanoTime() - startedAt >= settlingNanos;
  }
}
