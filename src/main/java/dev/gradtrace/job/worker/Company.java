package dev.gradtrace.job.worker;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Decides which jobs run beside each other in this process. A suspect, a job whose process has
 * died, runs alone until it is acquitted. A process that has just started runs suspects only after
 * a while, so that a process that is killed again and again does not make its jobs look guilty.
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
   * @param settling time after the start before suspects may run
   */
  Company(int places, Duration settling) {
    this.places = places;
    this.settlingNanos = settling.toNanos();
  }

  /** Starts the settling time. */
  synchronized void start() {
    startedAt = System.nanoTime();
  }

  /**
   * Waits until a job may run.
   *
   * @param suspect whether the job must run alone
   * @param stop whether to stop waiting
   * @return false if waiting was stopped
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

  /** A job that entered has ended. */
  synchronized void leave() {
    present--;
    acquit();
  }

  /** Other jobs may run beside the suspect, if there is one. */
  synchronized void acquit() {
    suspectPresent = false;
    notifyAll();
  }

  /** Whether running jobs must leave because a suspect waits. */
  synchronized boolean isUnwanted() {
    return suspectsWaiting > 0 && isSettled() && !suspectPresent;
  }

  /**
   * Whether the calling job must yield: all places are taken, no other job is yielding, and others
   * come first.
   *
   * @param othersComeFirst an expensive query, asked only if the rest holds
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
