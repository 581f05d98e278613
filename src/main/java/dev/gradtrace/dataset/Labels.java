package dev.gradtrace.dataset;

import dev.gradtrace.validation.InvalidSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The class of every sample: numbers from 0 to {@link #classes()} − 1, and what they are called.
 */
public final class Labels {

  /** More classes than this are a mistake: a column of numbers taken for one of labels. */
  public static final int MAX_CLASSES = 10_000;

  static final String RANGE = "must be 0 to %d, was %d";

  private final int[] labels;
  private final int classes;
  private final List<String> names;

  /**
   * @param labels of every sample, each in 0…classes−1; owned by this from now on
   * @param names of the classes, or empty if they have none but their numbers
   */
  private Labels(int[] labels, int classes, List<String> names) {
    for (int i = 0; i < labels.length; i++) {
      int label = labels[i];
      if (label < 0 || label >= classes) {
        throw InvalidSpec.meaningless("labels/" + i, RANGE, classes - 1, label);
      }
    }
    this.labels = labels;
    this.classes = classes;
    this.names = List.copyOf(names);
  }

  /** Labels of classes without names. */
  public static Labels of(int[] labels, int classes) {
    return new Labels(labels, classes, List.of());
  }

  /** Labels of named classes. */
  public static Labels of(int[] labels, List<String> names) {
    return new Labels(labels, names.size(), names);
  }

  /** Number of labels. */
  public int size() {
    return labels.length;
  }

  /** Number of classes, whether each of them occurs or not. */
  public int classes() {
    return classes;
  }

  /** The class of a sample. */
  public int at(int sample) {
    return labels[sample];
  }

  /** What the classes are called, in their order; their numbers if they have no names. */
  public List<String> names() {
    return names.isEmpty()
        ? IntStream.range(0, classes).mapToObj(Integer::toString).toList()
        : names;
  }

  /** Whether the classes have names besides their numbers. */
  public boolean haveNames() {
    return !names.isEmpty();
  }

  /** The same labels of so many classes with these names, or none. */
  public Labels of(int count, List<String> names) {
    return new Labels(labels, count, names);
  }

  /** How many samples each class has. */
  public int[] counts() {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /** The labels of the samples with the given numbers, in that order. */
  public Labels select(int[] sampleIndices) {
    int[] selected = new int[sampleIndices.length];
    for (int i = 0; i < sampleIndices.length; i++) {
      selected[i] = labels[sampleIndices[i]];
    }
    return new Labels(selected, classes, names);
  }

  /**
   * The same labels, numbered as {@code reference} numbers its classes: by name where both have
   * names, otherwise by number.
   *
   * @throws InvalidSpec naming a class that the reference does not have
   */
  Labels numberedAs(Labels reference) {
    if (names.isEmpty() || reference.names.isEmpty()) {
      return new Labels(labels, reference.classes, reference.names);
    }
    Map<String, Integer> known = new HashMap<>();
    for (int i = 0; i < reference.names.size(); i++) {
      known.putIfAbsent(reference.names.get(i), i);
    }
    int[] numbers = names.stream().mapToInt(name -> known.getOrDefault(name, -1)).toArray();
    int[] renumbered = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      renumbered[i] = numbers[labels[i]];
      if (renumbered[i] < 0) {
        throw InvalidSpec.meaningless(
            "labels/" + i,
            "is of class '%s', which the training data do not have",
            names.get(labels[i]));
      }
    }
    return new Labels(renumbered, reference.classes, reference.names);
  }
}
