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
 * The words in a column of text. A number in such a column is a value as well, in its shortest
 * decimal form.
 */
final class Category {

  /** Most distinct values; a column with more is not categorical. */
  static final int MOST_VALUES = 1000;

  /** Bytes of memory of a cell: two numbers, in arrays that may be twice as long. */
  private static final long BYTES_OF_CELL = 4 * Integer.BYTES;

  /** Bytes of memory of a value besides its characters, in maps, sets and as a column. */
  private static final long BYTES_OF_VALUE = 400;

  private final Map<String, Integer> codes = new HashMap<>();
  private final List<String> words = new ArrayList<>();
  private final TreeSet<String> values = new TreeSet<>();
  private int[] samples = new int[16];
  private int[] codeOf = new int[16];
  private int count;
  private int next;

  /**
   * Appends the cell of a sample; samples come in ascending order.
   *
   * @return the bytes of memory that it takes, about
   */
  long add(int sample, String text) {
    if (values.size() > MOST_VALUES) {
      return 0;
    }
    long taken = BYTES_OF_CELL;
    Integer code = codes.get(text);
    if (code == null) {
      code = codes.size();
      codes.put(text, code);
      words.add(text);
      values.add(text);
      taken += BYTES_OF_VALUE + 2L * Character.BYTES * text.length();
    }
    if (count == samples.length) {
      samples = Arrays.copyOf(samples, 2 * count);
      codeOf = Arrays.copyOf(codeOf, 2 * count);
    }
    samples[count] = sample;
    codeOf[count++] = code;
    return taken;
  }

  /** Adds a number in the column as a value. */
  void addNumber(double value) {
    if (values.size() <= MOST_VALUES) {
      values.add(spelled(value));
    }
  }

  boolean hasTooMany() {
    return values.size() > MOST_VALUES;
  }

  /** All distinct values, sorted. */
  List<String> values() {
    return List.copyOf(values);
  }

  /** The names of the one-hot columns. */
  List<String> columns(String name) {
    return values.stream().map(value -> Fault.shorten(name + "=" + value)).toList();
  }

  /** The position of each value in the sorted list. */
  Map<String, Integer> places() {
    Map<String, Integer> places = new HashMap<>();
    values.forEach(value -> places.put(value, places.size()));
    return places;
  }

  /**
   * The value of a sample; must be called in ascending order of samples.
   *
   * @param number the value of the sample if its cell is no word
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
