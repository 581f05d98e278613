package dev.gradtrace.interchange.hdf5;

import dev.gradtrace.interchange.FloatingPoint;
import dev.gradtrace.matrix.Matrix;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * An array of numbers in a file.
 *
 * @param path its name, as a JSON Pointer
 * @param shape sizes of the dimensions; the elements are in row-major order
 * @param elements bytes of the elements; their number fits shape and type
 */
public record StoredArray(
    String path, List<Integer> shape, FloatingPoint type, ByteBuffer elements) {

  /** A vector as a column, a matrix transposed. */
  public Matrix column() {
    int rows = shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
    return type.transposed(elements, rows, shape.size() < 2 ? 1 : shape.get(0));
  }

  /** Number of elements. */
  public int size() {
    return elements.limit() / type.bytes();
  }
}
