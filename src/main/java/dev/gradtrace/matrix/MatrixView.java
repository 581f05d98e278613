package dev.gradtrace.matrix;

/** A factor of a product: a matrix, or its transpose as a view. */
public sealed interface MatrixView permits Matrix, MatrixView.Transposed {

  /** Number of rows of the view. */
  int rows();

  /** Number of columns of the view. */
  int columns();

  /** The transpose of {@code of}, sharing its elements. */
  record Transposed(Matrix of) implements MatrixView {

    @Override
    public int rows() {
      return of.columns();
    }

    @Override
    public int columns() {
      return of.rows();
    }
  }
}
