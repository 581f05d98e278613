package dev.gradtrace.web;

import org.jspecify.annotations.Nullable;

/** Remembers which requests were answered, and how. */
interface IdempotencyKeys {

  /** What is known of a key. */
  enum State {
    /** Nothing; it is now running. */
    FRESH,
    RUNNING,
    OTHER_BODY,
    ANSWERED
  }

  /**
   * What came of the attempt to use a key.
   *
   * @param answer the first answer, if it is {@code ANSWERED}
   */
  record Claim(State state, @Nullable Answer answer) {}

  /**
   * An answer to give again.
   *
   * @param location address of what was created
   * @param body JSON
   */
  record Answer(int status, String location, String body) {}

  /** Uses a key for a body; at most one caller gets it fresh. */
  Claim claim(String key, String fingerprint);

  /** Keeps the answer of a fresh key. */
  void answer(String key, Answer answer);

  /** Gives a fresh key back, because nothing was created. */
  void release(String key);
}
