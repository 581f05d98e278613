package dev.gradtrace.interchange.safetensors;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.validation.Fault;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A tensor in a file.
 *
 * @param shape sizes of the dimensions; the elements are in row-major order
 * @param begin offset of the elements in the data section
 * @param bytes of the elements, little-endian; their number fits shape and type
 */
record StoredTensor(String name, ElementType type, List<Integer> shape, int begin, int bytes) {

  private static final char DOT = '.';

  /** Its name before the last dot; empty without one. */
  String module() {
    int dot = name.lastIndexOf(DOT);
    return dot < 0 ? "" : name.substring(0, dot);
  }

  /** Its name after the last dot. */
  String leaf() {
    return name.substring(name.lastIndexOf(DOT) + 1);
  }

  /** Its name as a JSON Pointer. */
  String pointer() {
    return "/" + Fault.escape(name);
  }

  /** Number of elements. */
  long size() {
    return bytes / type.bytes();
  }

  boolean isMatrix() {
    return shape.size() == 2;
  }

  /**
   * The elements as doubles; a vector as a column.
   *
   * @param data the data section of the file
   */
  Matrix matrix(ByteBuffer data) {
    int rows = shape.get(0);
    int columns = isMatrix() ? shape.get(1) : 1;
    ByteBuffer elements = data.slice(begin, bytes).order(ByteOrder.LITTLE_ENDIAN);
    return type.weights().matrix(elements, rows, columns);
  }
}
