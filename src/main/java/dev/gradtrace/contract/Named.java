package dev.gradtrace.contract;

import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A closed set of values without parameters, each with its name in the contract.
 *
 * @param kind what they are, for the person who misspells one
 */
public record Named<T>(String kind, Map<String, T> byName) {

  private static final int LONGEST_ECHO = 50;

  public static <T> Named<T> of(String kind, T[] values, Function<T, String> name) {
    Map<String, T> byName = new LinkedHashMap<>();
    Arrays.stream(values).forEach(value -> byName.put(name.apply(value), value));
    return new Named<>(kind, byName);
  }

  /** The names. */
  public Set<String> names() {
    return byName.keySet();
  }

  /**
   * The value of a name.
   *
   * @param pointer where the request holds the name
   */
  public T get(String pointer, String name) {
    T value = byName.get(name);
    if (value == null) {
      throw unknown(pointer, kind, name, names());
    }
    return value;
  }

  /** The refusal of a name nobody has. */
  static InvalidSpec unknown(String pointer, String kind, String name, Set<String> known) {
    return InvalidSpec.malformed(
        pointer,
        "%s is not a known %s; known are %s",
        shorten(name),
        kind,
        String.join(", ", known));
  }

  /** What was sent, short enough to be sent back. */
  public static String shorten(String text) {
    return text.length() <= LONGEST_ECHO ? text : text.substring(0, LONGEST_ECHO) + "…";
  }
}
