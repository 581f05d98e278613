package dev.gradtrace.web.operation;

import java.util.Optional;
import java.util.function.Supplier;

/** Remembers which requests were answered, and how. */
interface IdempotencyKeys {

  /**
   * The use that was made of a key.
   *
   * @param fingerprint of the body
   */
  record Use(String fingerprint, Answer answer) {}

  /**
   * An answer to give again.
   *
   * @param location address of what was created
   * @param body JSON
   */
  record Answer(String location, String body) {}

  /** The use that was made of a key; empty if there was none lately. */
  Optional<Use> find(String key);

  /**
   * Creates something and keeps the answer under the key, both or neither.
   *
   * @return this use, or the earlier one of another request; then nothing was created
   */
  Use keep(String key, String fingerprint, Supplier<Answer> creation);
}
