package dev.gradtrace.matrix;

import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.ojalgo.matrix.store.R064Store;

/**
 * A dense real matrix, column-major, whose elements live in an ojAlgo {@code R064Store}.
 *
 * <p>Reused: every {@code set…} operation overwrites this matrix in place and allocates nothing.
 * The number of columns may be narrowed, so that one buffer serves mini-batches of different sizes.
 * Results have the same bits on every JVM: products are ascending chains of fused multiply-adds,
 * sums run in the fixed order of {@link Kernel}.
 *
 * <p>Not safe for concurrent writes.
 */
public final class Matrix implements MatrixView {

  /** Approximate bytes of objects and array headers. */
  private static final long BYTES_OF_FRAME = 128;

  private final R064Store store;
  private final Transposed transposed = new Transposed(this);
  final double[] data;
  private final int rows;
  private int columns;

  private Matrix(R064Store store) {
    this.store = store;
    this.data = store.data;
    this.rows = store.getRowDim();
    this.columns = store.getColDim();
  }

  /** A matrix of zeros. */
  public static Matrix zeros(int rows, int columns) {
    return new Matrix(R064Store.FACTORY.make(rows, columns));
  }

  /** Approximate bytes of a matrix. */
  public static long bytes(long rows, long columns) {
    return rows * columns * Double.BYTES + BYTES_OF_FRAME;
  }

  /** The identity matrix of n rows. */
  public static Matrix identity(int n) {
    Matrix identity = zeros(n, n);
    for (int i = 0; i < n; i++) {
      identity.set(i, i, 1);
    }
    return identity;
  }

  /**
   * A matrix that wraps an array of its elements in column-major order.
   *
   * @param columnMajor the elements; not to be changed by others afterwards
   */
  public static Matrix ofColumns(int rows, double[] columnMajor) {
    return new Matrix(R064Store.wrap(columnMajor, rows));
  }

  /**
   * A matrix from its rows.
   *
   * @param rows {@code rows[i][j]}, at least one row, all of equal length
   * @throws InvalidSpec naming the row that has another length
   */
  public static Matrix ofRows(double[][] rows) {
    return transposedOf(rows, true);
  }

  /**
   * The matrix whose columns are the given arrays, as samples of a dataset are.
   *
   * @param columns {@code columns[j][i]}, at least one column, all of equal length
   * @throws InvalidSpec naming the column that has another length
   */
  public static Matrix ofSamples(double[][] columns) {
    return transposedOf(columns, false);
  }

  private static Matrix transposedOf(double[][] lines, boolean linesAreRows) {
    int length = lines[0].length;
    for (int i = 1; i < lines.length; i++) {
      InvalidSpec.unless(
          lines[i].length == length,
          Integer.toString(i),
          "has %d values where the first has %d",
          lines[i].length,
          length);
    }
    Matrix matrix = linesAreRows ? zeros(lines.length, length) : zeros(length, lines.length);
    for (int i = 0; i < lines.length; i++) {
      if (linesAreRows) {
        for (int j = 0; j < length; j++) {
          matrix.set(i, j, lines[i][j]);
        }
      } else {
        System.arraycopy(lines[i], 0, matrix.data, i * length, length);
      }
    }
    return matrix;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  /** Number of elements. */
  public int size() {
    return rows * columns;
  }

  /** The element in row {@code i}, column {@code j}, counted from 0. */
  public double at(int i, int j) {
    return data[i + j * rows];
  }

  /** Sets the element in row {@code i}, column {@code j}. */
  public void set(int i, int j, double value) {
    data[i + j * rows] = value;
  }

  /** Copies column {@code j} to {@code target}, whose length is the number of rows. */
  public void copyColumn(int j, double[] target) {
    System.arraycopy(data, j * rows, target, 0, rows);
  }

  /** Overwrites column {@code j}. */
  public void setColumn(int j, double[] values) {
    System.arraycopy(values, 0, data, j * rows, rows);
  }

  /** Overwrites column {@code j} with column {@code from} of {@code source}. */
  public void setColumn(int j, Matrix source, int from) {
    System.arraycopy(source.data, from * rows, data, j * rows, rows);
  }

  /**
   * Copies {@code n} elements in column-major order from index {@code from} on.
   *
   * @param target receives them from index 0 on
   */
  public void copyEntries(int from, double[] target, int n) {
    System.arraycopy(data, from, target, 0, n);
  }

  /** The transpose as a view. */
  public Transposed transposed() {
    return transposed;
  }

  /** Sets the number of columns in use, at most that of the allocation. */
  public void narrowTo(int columns) {
    if (columns < 1 || columns > store.getColDim()) {
      throw new IllegalArgumentException(
          "cannot narrow " + store.getColDim() + " columns to " + columns);
    }
    this.columns = columns;
  }

  /** An independent copy of the columns in use. */
  public Matrix copy() {
    return ofColumns(rows, Arrays.copyOf(data, size()));
  }

  /** The elements column after column, as a copy. */
  public double[] toArray() {
    return Arrays.copyOf(data, size());
  }

  /** The rows as arrays: {@code [row][column]}. */
  public double[][] toRows() {
    double[][] result = new double[rows][columns];
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        result[i][j] = at(i, j);
      }
    }
    return result;
  }

  /** The columns as arrays, {@code [column][row]}: for a batch, one array per sample. */
  public double[][] toSamples() {
    double[][] result = new double[columns][rows];
    for (int j = 0; j < columns; j++) {
      copyColumn(j, result[j]);
    }
    return result;
  }

  /** this = source. */
  public void set(Matrix source) {
    requireSameShape(source);
    System.arraycopy(source.data, 0, data, 0, size());
  }

  /** Copies the elements to other matrices, one after another. */
  public void copyTo(List<Matrix> parts) {
    int from = 0;
    for (Matrix part : parts) {
      System.arraycopy(data, from, part.data, 0, part.size());
      from += part.size();
    }
  }

  /** Sets the elements to those of other matrices, one after another. */
  public void copyFrom(List<Matrix> parts) {
    int to = 0;
    for (Matrix part : parts) {
      System.arraycopy(part.data, 0, data, to, part.size());
      to += part.size();
    }
  }

  /** Every element = value. */
  public void fill(double value) {
    Arrays.fill(data, 0, size(), value);
  }

  /** Every element from the source, column after column. */
  public void fillWith(DoubleSupplier source) {
    for (int i = 0; i < size(); i++) {
      data[i] = source.getAsDouble();
    }
  }

  /** this = a·b. */
  public void setProduct(MatrixView a, MatrixView b) {
    setProduct(1, a, b);
  }

  /**
   * this = α·a·b; neither factor may be this. Each element is one chain of fused multiply-adds over
   * ascending k, then multiplied by α.
   */
  public void setProduct(double alpha, MatrixView a, MatrixView b) {
    requireShapeOfProduct(a, b);
    if (BandedProduct.isLarge(rows, a.columns(), columns)) {
      BandedProduct.multiply(alpha, a, b, this);
    } else {
      Kernels.active().multiply(alpha, a, b, this);
    }
  }

  void requireShapeOfProduct(MatrixView a, MatrixView b) {
    if (a.columns() != b.rows() || a.rows() != rows || b.columns() != columns) {
      throw new IllegalArgumentException(
          "cannot set %s×%s to the product of %s×%s and %s×%s"
              .formatted(rows, columns, a.rows(), a.columns(), b.rows(), b.columns()));
    }
  }

  /** Adds the column vector to every column. */
  public void addToColumns(Matrix vector) {
    Kernels.active().addToColumns(vector.data, data, rows, columns);
  }

  /** this = α times the sum of {@code source}'s columns; this is one column. */
  public void setRowSums(double alpha, Matrix source) {
    Kernels.active().sumColumns(source.data, data, rows, source.columns);
    scale(alpha);
  }

  /** this = Σⱼ factorⱼ·(column j of {@code source}), one chain per row; this is one column. */
  public void setWeightedSum(Matrix source, double[] factors) {
    Kernels.active().weightedSum(factors, source.data, source.rows, source.columns, data);
  }

  /**
   * this = a ⊙ b, element by element.
   *
   * @param squares receives the sum of squares of every column of this
   * @param bSquares receives the sums of squares of the columns of b
   */
  public void setElementProduct(Matrix a, Matrix b, double[] squares, double[] bSquares) {
    requireSameShape(a);
    requireSameShape(b);
    Kernels.active().pullBack(a.data, b.data, data, rows, columns, squares, bSquares);
  }

  /** this = this + α·source, fused. */
  public void add(double alpha, Matrix source) {
    requireSameShape(source);
    for (int i = 0; i < size(); i++) {
      data[i] = Math.fma(alpha, source.data[i], data[i]);
    }
  }

  /** this = source + α·other, fused. */
  public void setSum(Matrix source, double alpha, Matrix other) {
    requireSameShape(source);
    requireSameShape(other);
    for (int i = 0; i < size(); i++) {
      data[i] = Math.fma(alpha, other.data[i], source.data[i]);
    }
  }

  /** this = a ⊙ b, element by element. */
  public void setElementProduct(Matrix a, Matrix b) {
    requireSameShape(a);
    requireSameShape(b);
    for (int i = 0; i < size(); i++) {
      data[i] = a.data[i] * b.data[i];
    }
  }

  /** this = α·this. */
  public void scale(double alpha) {
    for (int i = 0; i < size(); i++) {
      data[i] *= alpha;
    }
  }

  /** Multiplies column j by factor j. */
  public void scaleColumns(double[] factors) {
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        data[j * rows + i] *= factors[j];
      }
    }
  }

  /** this = this·2ᵏ, exact as long as the result is a normal number. */
  public void scaleByPowerOfTwo(int k) {
    if (Math.abs(k) < Double.MAX_EXPONENT) {
      scale(Math.scalb(1.0, k));
      return;
    }
    for (int i = 0; i < size(); i++) {
      data[i] = Math.scalb(data[i], k);
    }
  }

  /** Largest absolute value; NaN if an element is NaN. */
  public double maxAbs() {
    double max = 0;
    for (int i = 0; i < size(); i++) {
      max = Math.max(max, Math.abs(data[i]));
    }
    return max;
  }

  /** Sum of all elements, in the fixed order of {@link Sums}. */
  public double sum() {
    return Sums.sum(data, 0, size());
  }

  /** Sum of the absolute values, in the fixed order of {@link Sums}. */
  public double sumAbs() {
    return Sums.sumAbs(this);
  }

  /** Frobenius norm; neither overflows nor underflows unless the norm itself does. */
  public double norm() {
    return Norm.of(Sums.squares(this), data, 0, size());
  }

  /** Euclidean norm of column {@code j}. */
  public double columnNorm(int j) {
    return Norm.of(data, j * rows, rows);
  }

  /**
   * The sum of squares of every column.
   *
   * @param squares receives the sums
   */
  public void copySquaresOfColumns(double[] squares) {
    Kernels.active().squaresOfColumns(data, rows, columns, squares);
  }

  /** Frobenius norm, given the sum of squares of every column. */
  public double norm(double[] squaresOfColumns) {
    double squares = 0;
    for (int j = 0; j < columns; j++) {
      squares += squaresOfColumns[j];
    }
    return Norm.of(squares, data, 0, size());
  }

  /** Σ a·b over all elements. */
  public double dot(Matrix other) {
    requireSameShape(other);
    return Sums.dot(data, 0, other.data, 0, size());
  }

  /** ‖this − other‖_F. */
  public double distance(Matrix other) {
    requireSameShape(other);
    return Math.sqrt(Sums.squaredDistance(data, other.data, size()));
  }

  /**
   * Number of rows that are zero throughout.
   *
   * @param sums a column of as many rows, overwritten
   */
  public int countZeroRows(Matrix sums) {
    Kernels.active().sumMagnitudes(data, rows, columns, sums.data);
    int count = 0;
    for (int i = 0; i < rows; i++) {
      count += sums.data[i] == 0 ? 1 : 0;
    }
    return count;
  }

  /** Σ over the rows of column {@code j}, in the fixed order of {@link Sums}. */
  public double columnSum(int j) {
    return Sums.sum(data, j * rows, rows);
  }

  /** Whether no element is NaN or infinite. */
  public boolean isFinite() {
    double zero = 0;
    for (int i = 0; i < size(); i++) {
      zero += data[i] * 0;
    }
    return zero == 0;
  }

  R064Store store() {
    return columns == store.getColDim() ? store : R064Store.wrap(toArray(), rows);
  }

  void requireSameShape(Matrix other) {
    if (rows != other.rows || columns != other.columns) {
      throw new IllegalArgumentException(
          "shapes differ: %s×%s and %s×%s".formatted(rows, columns, other.rows, other.columns));
    }
  }
}
