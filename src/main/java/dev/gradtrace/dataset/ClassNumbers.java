package dev.gradtrace.dataset;

import java.util.Arrays;
import java.util.List;

/**
 * Maps whole numbers to classes. If the smallest is 0 and all are below {@link Labels#MAX_CLASSES},
 * they are the classes themselves; else they are numbered in ascending order and become names.
 */
public final class ClassNumbers {

  private final double[] sorted;

  private ClassNumbers(double[] sorted) {
    this.sorted = sorted;
  }

  /**
   * @param numbers whole numbers, at least one, in any order; duplicates are ignored
   */
  public static ClassNumbers of(double[] numbers) {
    return new ClassNumbers(Arrays.stream(numbers).map(n -> n + 0.0).sorted().distinct().toArray());
  }

  /** Whether the numbers are the classes themselves. */
  private boolean areClasses() {
    return sorted[0] == 0 && sorted[sorted.length - 1] < Labels.MAX_CLASSES;
  }

  /** Number of distinct numbers. */
  public int distinct() {
    return sorted.length;
  }

  /** The class of one of the numbers. */
  public int classOf(double number) {
    return areClasses() ? (int) number : Arrays.binarySearch(sorted, number + 0.0);
  }

  /**
   * Labels with the names of these classes.
   *
   * @param classes class of each sample; not to be changed afterwards
   */
  public Labels label(int[] classes) {
    return areClasses()
        ? Labels.of(classes, (int) sorted[sorted.length - 1] + 1)
        : Labels.of(classes, names());
  }

  private List<String> names() {
    return Arrays.stream(sorted).mapToObj(number -> Long.toString((long) number)).toList();
  }
}
