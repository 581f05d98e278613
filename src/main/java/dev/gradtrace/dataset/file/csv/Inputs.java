package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.DenseSamples;
import java.util.Map;
import java.util.TreeMap;

/** Collects the inputs of a CSV file, and the words in those columns that hold some. */
final class Inputs {

  private final DenseSamples.Builder samples;
  private final Map<Integer, Category> categories = new TreeMap<>();

  /**
   * @param width number of input columns
   */
  Inputs(int width) {
    this.samples = new DenseSamples.Builder(width);
  }

  /** Number of samples so far. */
  int size() {
    return samples.size();
  }

  /** Appends a sample; NaN stands where a value is missing, or a word. */
  void add(double[] sample) {
    samples.add(sample);
  }

  /** Takes a word of the sample that is added next, in place of a number. */
  void addWord(int input, String word) {
    categories.computeIfAbsent(input, any -> new Category()).add(size(), word);
  }

  /** What was added, at least one sample, as columns of numbers. */
  OneHot build() {
    return new OneHot(samples.build(), categories);
  }
}
