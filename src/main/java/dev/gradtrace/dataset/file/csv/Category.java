package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.DecimalNumber;
import dev.gradtrace.validation.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The cells of a column that hold words. A number in such a column is a value like another, by its
 * shortest spelling.
 */
final class Category {

  /** More values than this are no categories. */
  static final int MOST_VALUES = 1000;

  private final Map<String, Integer> codes = new HashMap<>();
  private final List<String> words = new ArrayList<>();
  private final TreeSet<String> values = new TreeSet<>();
  private int[] samples = new int[16];
  private int[] codeOf = new int[16];
  private int count;
  private int next;

  /** Appends a cell of a sample; samples come in ascending order. */
  void add(int sample, String text) {
    if (values.size() > MOST_VALUES) {
      return;
    }
    Integer code = codes.get(text);
    if (code == null) {
      code = codes.size();
      codes.put(text, code);
      words.add(text);
      values.add(text);
    }
    if (count == samples.length) {
      samples = Arrays.copyOf(samples, 2 * count);
      codeOf = Arrays.copyOf(codeOf, 2 * count);
    }
    samples[count] = sample;
    codeOf[count++] = code;
  }

  /** Takes in a number that the column holds. */
  void addNumber(double value) {
    if (values.size() <= MOST_VALUES) {
      values.add(spelled(value));
    }
  }

  boolean hasTooMany() {
    return values.size() > MOST_VALUES;
  }

  /** All values, in ascending order. */
  List<String> values() {
    return List.copyOf(values);
  }

  /** The names of the columns that it becomes. */
  List<String> columns(String name) {
    return values.stream().map(value -> Fault.shorten(name + "=" + value)).toList();
  }

  /** Where each value stands among all of them. */
  Map<String, Integer> places() {
    Map<String, Integer> places = new HashMap<>();
    values.forEach(value -> places.put(value, places.size()));
    return places;
  }

  /**
   * The value of a sample; samples are asked for in ascending order.
   *
   * @param number that the sample holds, unless it holds a word
   */
  String valueOf(int sample, double number) {
    while (next < count && samples[next] < sample) {
      next++;
    }
    return next < count && samples[next] == sample ? words.get(codeOf[next]) : spelled(number);
  }

  private static String spelled(double value) {
    return DecimalNumber.isWhole(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
