package dev.gradtrace.interchange.safetensors;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.validation.Fault;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A tensor in a file.
 *
 * @param shape sizes of the axes; the elements lie row after row
 * @param elements their bytes, as many as shape and type say; little-endian
 */
record StoredTensor(String name, ElementType type, List<Integer> shape, ByteBuffer elements) {

  private static final char DOT = '.';

  /** What is before the last dot of its name; empty without one. */
  String module() {
    int dot = name.lastIndexOf(DOT);
    return dot < 0 ? "" : name.substring(0, dot);
  }

  /** What is behind the last dot of its name. */
  String leaf() {
    return name.substring(name.lastIndexOf(DOT) + 1);
  }

  /** Its name as a pointer. */
  String pointer() {
    return "/" + Fault.escape(name);
  }

  /** How many elements it has. */
  long size() {
    return elements.limit() / type.bytes();
  }

  boolean isMatrix() {
    return shape.size() == 2;
  }

  /** The elements in 64 bits; a vector as a column. */
  Matrix matrix() {
    int rows = shape.get(0);
    int columns = isMatrix() ? shape.get(1) : 1;
    return type.weights().matrix(elements, rows, columns);
  }
}
