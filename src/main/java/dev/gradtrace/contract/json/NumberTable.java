package dev.gradtrace.contract.json;

import java.util.Arrays;

/**
 * A rectangular table of numbers: {@code [[1, 2], [3, 4]]}.
 *
 * @param rows number of rows
 * @param columns length of each row; 0 if there are none
 * @param values row after row; not copied, because they may be many
 */
public record NumberTable(int rows, int columns, double[] values) {

  /** The number in a row and a column, both from 0. */
  public double at(int row, int column) {
    return values[row * columns + column];
  }

  /** One row, as a copy. */
  public double[] row(int row) {
    return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
  }

  /** All rows, as copies. */
  public double[][] toRows() {
    double[][] result = new double[rows][];
    Arrays.setAll(result, this::row);
    return result;
  }
}
