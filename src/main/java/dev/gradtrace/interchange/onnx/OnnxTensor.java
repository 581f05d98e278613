package dev.gradtrace.interchange.onnx;

import dev.gradtrace.validation.InvalidSpec;
import java.util.List;

/**
 * A constant of an ONNX graph, decoded or made of others.
 *
 * @param dims sizes of the dimensions; none for a scalar
 * @param values row after row
 * @param bits of a number as it was given
 */
record OnnxTensor(List<Integer> dims, double[] values, int bits) implements GraphValue {

  /** Number of elements. */
  int size() {
    return values.length;
  }

  /** The last dimension; 1 for a scalar. */
  int width() {
    return dims.isEmpty() ? 1 : dims.get(dims.size() - 1);
  }

  /** The element in a row and a column of a matrix. */
  double at(int i, int j) {
    return values[i * width() + j];
  }

  /** The matrix whose rows are the columns of this one. */
  OnnxTensor transposed() {
    requireMatrix();
    int rows = dims.get(0);
    int columns = dims.get(1);
    double[] result = new double[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        result[j * rows + i] = values[i * columns + j];
      }
    }
    return new OnnxTensor(List.of(columns, rows), result, bits);
  }

  /** Refuses what has not two dimensions, none of them empty. */
  OnnxTensor requireMatrix() {
    InvalidSpec.unless(
        dims.size() == 2 && values.length > 0, "", "has dimensions %s, not of a matrix", dims);
    return this;
  }

  static OnnxTensor scalar(double value) {
    return new OnnxTensor(List.of(), new double[] {value}, Float.SIZE);
  }
}
