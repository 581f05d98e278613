package dev.gradtrace.dataset.file;

import dev.gradtrace.dataset.DecimalNumber;
import dev.gradtrace.dataset.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Collects the cells of a label column and turns them into classes. */
final class LabelCells {

  private final Map<String, Integer> codes = new LinkedHashMap<>();
  private int[] cells = new int[1024];
  private int count;

  /** Appends a label; true if it was not seen before. */
  boolean add(String text) {
    Integer known = codes.get(text);
    int code = known == null ? codes.size() : known;
    if (known == null) {
      codes.put(text, code);
    }
    if (count == cells.length) {
      cells = Arrays.copyOf(cells, 2 * count);
    }
    cells[count++] = code;
    return known == null;
  }

  /** Number of cells. */
  int size() {
    return count;
  }

  /** Number of different texts. */
  int distinct() {
    return codes.size();
  }

  /**
   * The labels: whole numbers from 0 are the classes themselves; others are numbered in ascending
   * order, and keep their text as name.
   */
  Labels build() {
    List<String> texts = new ArrayList<>(codes.keySet());
    if (!texts.stream().allMatch(DecimalNumber::isNumber)) {
      List<String> names = List.copyOf(new TreeSet<>(texts));
      return Labels.of(cellsAs(texts.stream().mapToInt(names::indexOf).toArray()), names);
    }
    double[] numbers = texts.stream().mapToDouble(DecimalNumber::parse).toArray();
    double[] sorted = Arrays.stream(numbers).sorted().distinct().toArray();
    double largest = sorted[sorted.length - 1];
    if (sorted[0] == 0 && largest < Labels.MAX_CLASSES) {
      int[] classes = Arrays.stream(numbers).mapToInt(number -> (int) number).toArray();
      return Labels.of(cellsAs(classes), (int) largest + 1);
    }
    int[] classes =
        Arrays.stream(numbers).mapToInt(number -> Arrays.binarySearch(sorted, number)).toArray();
    return Labels.of(
        cellsAs(classes),
        Arrays.stream(sorted).mapToObj(number -> Long.toString((long) number)).toList());
  }

  private int[] cellsAs(int[] classOfCode) {
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = classOfCode[cells[i]];
    }
    return labels;
  }
}
