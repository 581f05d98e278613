package dev.gradtrace.job;

/** Why a worker returns a job to the queue. */
public enum Handover {
  /** The service shuts down. */
  SHUTDOWN("handed back by a replica that was stopped"),
  /** Another job must run alone in the process. */
  COMPANY("handed back: a job that was running when a process ended runs alone for a moment"),
  /** Jobs of others are waiting and this client runs more than its share. */
  TURN("paused for its turn: jobs of others were waiting; it goes on where it stopped"),
  /** The worker could not write to the database. */
  DATABASE("handed back by a worker that could not reach the database");

  private final String message;

  Handover(String message) {
    this.message = message;
  }

  /** A sentence for the client. */
  public String message() {
    return message;
  }
}
