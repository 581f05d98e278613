package dev.gradtrace.interchange.onnx;

import dev.gradtrace.validation.InvalidSpec;
import java.util.List;

/**
 * A constant of an ONNX graph, decoded or computed from others.
 *
 * @param dims sizes of the dimensions; empty for a scalar
 * @param values in row-major order
 * @param bits per element in the model
 * @param isWhole whether the elements are integers, which sizes and axes are
 */
record OnnxTensor(List<Integer> dims, double[] values, int bits, boolean isWhole)
    implements GraphValue {

  OnnxTensor(List<Integer> dims, double[] values, int bits) {
    this(dims, values, bits, false);
  }

  /** Number of elements. */
  int size() {
    return values.length;
  }

  /** Size of the last dimension; 1 for a scalar. */
  int width() {
    return dims.isEmpty() ? 1 : dims.get(dims.size() - 1);
  }

  /** The element at row {@code i}, column {@code j} of a matrix. */
  double at(int i, int j) {
    return values[i * width() + j];
  }

  /** The transposed matrix. */
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
    return new OnnxTensor(List.of(columns, rows), result, bits, isWhole);
  }

  /** Refuses a tensor that is not a matrix, or is empty. */
  OnnxTensor requireMatrix() {
    InvalidSpec.unless(
        dims.size() == 2 && values.length > 0, "", "has dimensions %s, not of a matrix", dims);
    return this;
  }

  static OnnxTensor scalar(double value) {
    return new OnnxTensor(List.of(), new double[] {value}, Float.SIZE);
  }
}
