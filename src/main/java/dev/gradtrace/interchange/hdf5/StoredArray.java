package dev.gradtrace.interchange.hdf5;

import dev.gradtrace.interchange.FloatingPoint;
import dev.gradtrace.matrix.Matrix;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * An array of numbers in a file.
 *
 * @param path its name, as a JSON Pointer
 * @param shape sizes of the axes; the elements lie row after row
 * @param elements their bytes, as many as shape and type say
 */
public record StoredArray(
    String path, List<Integer> shape, FloatingPoint type, ByteBuffer elements) {

  /** A vector as a column, or the transpose of a matrix. */
  public Matrix column() {
    int rows = shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
    return type.transposed(elements, rows, shape.size() < 2 ? 1 : shape.get(0));
  }

  /** How many numbers there are. */
  public int size() {
    return elements.limit() / type.bytes();
  }
}
