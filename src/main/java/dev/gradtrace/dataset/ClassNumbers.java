package dev.gradtrace.dataset;

import java.util.Arrays;
import java.util.List;

/**
 * The classes that whole numbers stand for: numbers from 0 are the classes themselves; others are
 * numbered in ascending order, and keep the number as name.
 */
public final class ClassNumbers {

  private final double[] sorted;

  private ClassNumbers(double[] sorted) {
    this.sorted = sorted;
  }

  /**
   * @param numbers that occur, at least one, all whole, in any order
   */
  public static ClassNumbers of(double[] numbers) {
    return new ClassNumbers(Arrays.stream(numbers).map(n -> n + 0.0).sorted().distinct().toArray());
  }

  /** Whether the numbers are the classes themselves. */
  private boolean areClasses() {
    return sorted[0] == 0 && sorted[sorted.length - 1] < Labels.MAX_CLASSES;
  }

  /** How many different numbers there are. */
  public int distinct() {
    return sorted.length;
  }

  /** The class of a number that occurs. */
  public int classOf(double number) {
    return areClasses() ? (int) number : Arrays.binarySearch(sorted, number + 0.0);
  }

  /**
   * The labels of samples of these classes.
   *
   * @param classes of each sample; owned by the labels from now on
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
