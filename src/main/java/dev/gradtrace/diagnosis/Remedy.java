package dev.gradtrace.diagnosis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that should help.
 *
 * @param title what it does, for people
 * @param patch JSON Patch (RFC 6902) on the body of the job
 */
public record Remedy(String title, List<Operation> patch) {

  /**
   * One operation of a patch.
   *
   * @param op add, replace or remove
   * @param path JSON Pointer into the body
   * @param value a part of a specification, where a network stands for its layers; or a number,
   *     string, boolean, list or map; null for remove
   */
  public record Operation(String op, String path, @Nullable Object value) {

    /** Sets a member, whether it is there or not. */
    static Operation set(String path, Object value) {
      return new Operation("add", path, value);
    }

    static Operation remove(String path) {
      return new Operation("remove", path, null);
    }
  }

  public Remedy {
    patch = List.copyOf(patch);
  }

  static Remedy of(String title, Operation... patch) {
    return new Remedy(title, List.of(patch));
  }
}
