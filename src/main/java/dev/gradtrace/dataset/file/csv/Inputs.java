package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.DenseSamples;
import java.util.Map;
import java.util.TreeMap;

/** Collects the inputs of a CSV file, and the words in text columns. */
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

  /** Appends a sample; NaN stands for a missing value or a word. */
  void add(double[] sample) {
    samples.add(sample);
  }

  /**
   * Adds the word of an input of the next sample.
   *
   * @return the bytes of memory that it takes, about
   */
  long addWord(int input, String word) {
    return categories.computeIfAbsent(input, any -> new Category()).add(size(), word);
  }

  /** The inputs added, at least one sample, for one-hot encoding. */
  OneHot build() {
    return new OneHot(samples.build(), categories);
  }
}
