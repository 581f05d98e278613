package dev.gradtrace.contract;

import dev.gradtrace.validation.Excerpt;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A closed set of values without parameters, by name.
 *
 * @param kind what the values are, for the message about an unknown name
 */
public record Named<T>(String kind, Map<String, T> byName) {

  private static final int LONGEST_ECHO = 50;

  static <T> Named<T> of(String kind, T[] values, Function<T, String> name) {
    Map<String, T> byName = new LinkedHashMap<>();
    Arrays.stream(values).forEach(value -> byName.put(name.apply(value), value));
    return new Named<>(kind, byName);
  }

  /** The constants of an enum by their JSON words. */
  public static <T extends Enum<T>> Named<T> of(String kind, Class<T> type) {
    return of(kind, type.getEnumConstants(), Named::word);
  }

  /** The JSON word of a constant: its name in lower case. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** All words that an annotation allows. */
  public static List<String> words(OneOf words) {
    List<String> all = new ArrayList<>();
    for (Class<? extends Enum<?>> type : words.value()) {
      Arrays.stream(type.getEnumConstants()).map(Named::word).forEach(all::add);
    }
    Arrays.stream(words.family()).map(Family::names).forEach(all::addAll);
    all.addAll(Arrays.asList(words.also()));
    return all;
  }

  public Set<String> names() {
    return byName.keySet();
  }

  /**
   * The value with this name.
   *
   * @param pointer to the name in the request
   * @throws InvalidSpec if there is none
   */
  public T get(String pointer, String name) {
    T value = byName.get(name);
    if (value == null) {
      throw unknown(pointer, kind, name, names());
    }
    return value;
  }

  /** The fault of an unknown name. */
  static InvalidSpec unknown(String pointer, String kind, String name, Set<String> known) {
    return InvalidSpec.malformed(
        pointer,
        "%s is not a known %s; known are %s",
        shorten(name),
        kind,
        new Faults.Known(known));
  }

  /** The first 50 characters of a text that was sent, to be quoted in an answer. */
  public static String shorten(String text) {
    return Excerpt.of(text, LONGEST_ECHO);
  }
}
