package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.DenseSamples;
import dev.gradtrace.matrix.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Inputs with text columns one-hot encoded, and missing numbers replaced by the mean of their
 * column.
 */
final class OneHot {

  private final DenseSamples read;
  private final @Nullable Category[] categories;
  private final List<Map<String, Integer>> places = new ArrayList<>();
  private final int width;

  /**
   * @param read the samples, with NaN for missing values and words
   * @param categories words of text columns, by position
   */
  OneHot(DenseSamples read, Map<Integer, Category> categories) {
    this.read = read;
    this.categories = new Category[read.length()];
    categories.forEach((column, category) -> this.categories[column] = category);
    if (!categories.isEmpty()) {
      addNumbers();
    }
    int columns = 0;
    for (Category category : this.categories) {
      places.add(category == null ? Map.of() : category.places());
      columns += category == null ? 1 : category.values().size();
    }
    this.width = columns;
  }

  /** Adds the numbers in text columns as further values. */
  private void addNumbers() {
    Matrix one = Matrix.zeros(read.length(), 1);
    for (int j = 0; j < read.size(); j++) {
      read.copyTo(j, one, 0);
      for (int i = 0; i < categories.length; i++) {
        if (categories[i] != null && !Double.isNaN(one.at(i, 0))) {
          categories[i].addNumber(one.at(i, 0));
        }
      }
    }
  }

  /** Number of columns. */
  int width() {
    return width;
  }

  /** Number of samples. */
  int samples() {
    return read.size();
  }

  /** Positions of text columns with too many values. */
  int[] boundless() {
    return IntStream.range(0, categories.length)
        .filter(i -> categories[i] != null && categories[i].hasTooMany())
        .toArray();
  }

  /** The names of all columns after encoding, given those before. */
  List<String> names(IntFunction<String> name) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < categories.length; i++) {
      Category category = categories[i];
      names.addAll(category == null ? List.of(name.apply(i)) : category.columns(name.apply(i)));
    }
    return names;
  }

  /** The values of each text column, by its name. */
  Map<String, List<String>> values(IntFunction<String> name) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (int i = 0; i < categories.length; i++) {
      Category category = categories[i];
      if (category != null) {
        values.put(name.apply(i), category.values());
      }
    }
    return values;
  }

  /** All samples, encoded. */
  DenseSamples build() {
    if (Arrays.stream(categories).allMatch(category -> category == null)) {
      return ColumnMeans.filled(read);
    }
    ColumnMeans means = ColumnMeans.of(read);
    DenseSamples.Builder built = new DenseSamples.Builder(width);
    Matrix one = Matrix.zeros(read.length(), 1);
    double[] sample = new double[width];
    for (int j = 0; j < read.size(); j++) {
      read.copyTo(j, one, 0);
      fill(sample, j, one, means);
      built.add(sample);
    }
    return built.build();
  }

  private void fill(double[] sample, int j, Matrix one, ColumnMeans means) {
    Arrays.fill(sample, 0);
    int next = 0;
    for (int i = 0; i < categories.length; i++) {
      double number = one.at(i, 0);
      Category category = categories[i];
      if (category == null) {
        sample[next++] = Double.isNaN(number) ? means.at(i) : number;
      } else {
        Map<String, Integer> of = places.get(i);
        sample[next + of.getOrDefault(category.valueOf(j, number), 0)] = 1;
        next += of.size();
      }
    }
  }
}
