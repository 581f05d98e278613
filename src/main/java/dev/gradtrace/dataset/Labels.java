package dev.gradtrace.dataset;

import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The classes of samples, as numbers from 0 to {@link #classes()} − 1, and the names of the
 * classes.
 */
public final class Labels {

  /** Most classes; more indicate that a column of measurements was taken for labels. */
  public static final int MAX_CLASSES = 10_000;

  static final String RANGE = "must be 0 to %d, was %d";

  private final int[] labels;
  private final int classes;
  private final List<String> names;

  /**
   * @param labels class of every sample, each in 0…classes − 1; not to be changed afterwards
   * @param names names of the classes; empty if they have none
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

  /** Number of classes, including those without samples. */
  public int classes() {
    return classes;
  }

  /** The class of a sample. */
  public int at(int sample) {
    return labels[sample];
  }

  /** The names of the classes by number; the numbers themselves if they have no names. */
  public List<String> names() {
    return names.isEmpty()
        ? IntStream.range(0, classes).mapToObj(Integer::toString).toList()
        : names;
  }

  /** Whether the classes have names. */
  public boolean haveNames() {
    return !names.isEmpty();
  }

  /** A note if most classes have no sample, as where 0, 7, …, 63 are meant as ten classes. */
  public List<String> notes() {
    long used = Arrays.stream(labels).distinct().count();
    return 2 * used > classes || labels.length < 2 * classes
        ? List.of()
        : List.of(
            "labels from 0 on are the numbers of their classes, and of these "
                + classes
                + " only "
                + used
                + " have samples: if there are no others, write the labels with a letter, such as c7");
  }

  /** The same labels with another number of classes and these names, or none if empty. */
  public Labels of(int count, List<String> names) {
    return new Labels(labels, count, names);
  }

  /** Number of samples per class. */
  public int[] counts() {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /** The labels of the samples at the given indices, in that order. */
  public Labels select(int[] sampleIndices) {
    int[] selected = new int[sampleIndices.length];
    for (int i = 0; i < sampleIndices.length; i++) {
      selected[i] = labels[sampleIndices[i]];
    }
    return new Labels(selected, classes, names);
  }

  /**
   * The same labels with the class numbers of {@code reference}, matched by name if both have
   * names, else by number.
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
