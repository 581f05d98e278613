package dev.gradtrace.job;

/** Why a worker puts a job back into the queue. */
public enum Handover {
  /** The service ends. */
  SHUTDOWN("handed back by a replica that was stopped"),
  /** Another job must be alone in the process. */
  COMPANY("handed back: a job that was running when a process ended runs alone for a moment"),
  /** Others have waited while this client had more than its share. */
  TURN("paused for its turn: jobs of others were waiting; it goes on where it stopped"),
  /** The database did not take what was reported. */
  DATABASE("handed back by a worker that could not reach the database");

  private final String message;

  Handover(String message) {
    this.message = message;
  }

  /** A sentence for the user. */
  public String message() {
    return message;
  }
}
