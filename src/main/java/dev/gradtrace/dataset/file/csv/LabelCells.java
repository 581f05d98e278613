package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.ClassNumbers;
import dev.gradtrace.dataset.DecimalNumber;
import dev.gradtrace.dataset.Labels;
import dev.gradtrace.dataset.file.csv.text.Decimal;
import dev.gradtrace.validation.GivenName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects the cells of a label column and converts them to classes. */
final class LabelCells {

  /** Limit on the length of all class names together. */
  private static final int MOST_CHARACTERS = 100_000;

  /** Larger whole numbers may share a double; they are names. */
  private static final double EXACT = 1L << 53;

  private final Map<String, Integer> codes = new LinkedHashMap<>();
  private int[] cells = new int[1024];
  private int count;
  private long characters;
  private final Decimal decimal;

  /**
   * @param decimal decimal mark of numbers
   */
  LabelCells(Decimal decimal) {
    this.decimal = decimal;
  }

  /** Appends a label; true if it is new. New labels beyond the limit are not kept. */
  boolean add(String text) {
    Integer known = codes.get(text);
    boolean isNew = known == null && characters <= MOST_CHARACTERS;
    int code = known == null ? codes.size() : known;
    if (isNew) {
      codes.put(text, code);
      characters += text.length();
    }
    if (count == cells.length) {
      cells = Arrays.copyOf(cells, 2 * count);
    }
    cells[count++] = code;
    return isNew;
  }

  /** Number of cells. */
  int size() {
    return count;
  }

  /** Why the latest text cannot be a class name; null if it can. */
  @Nullable String fault(String text) {
    return characters > MOST_CHARACTERS
        ? "makes names of classes of more than %s characters".formatted(MOST_CHARACTERS)
        : GivenName.fault(text);
  }

  /** Number of distinct labels. */
  int distinct() {
    return codes.size();
  }

  /**
   * The labels: whole numbers from 0 are the classes themselves; others are numbered in ascending
   * order and keep their text as name.
   */
  Labels build() {
    List<String> texts = new ArrayList<>(codes.keySet());
    if (!texts.stream().allMatch(text -> Math.abs(parse(text)) <= EXACT)) {
      List<String> names = List.copyOf(new TreeSet<>(texts));
      Map<String, Integer> classes = new HashMap<>();
      names.forEach(name -> classes.put(name, classes.size()));
      return Labels.of(cellsAs(texts.stream().mapToInt(classes::get).toArray()), names);
    }
    double[] numbers = texts.stream().mapToDouble(this::parse).toArray();
    ClassNumbers classes = ClassNumbers.of(numbers);
    return classes.label(cellsAs(Arrays.stream(numbers).mapToInt(classes::classOf).toArray()));
  }

  private double parse(String text) {
    return DecimalNumber.parse(text, decimal.character());
  }

  private int[] cellsAs(int[] classOfCode) {
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = classOfCode[cells[i]];
    }
    return labels;
  }
}
