package dev.gradtrace.interchange;

import dev.gradtrace.matrix.Matrix;
import java.nio.ByteBuffer;

/** How the numbers of a file are kept; all are widened to 64 bits, which is exact. */
public enum FloatingPoint {
  F64(Double.BYTES) {
    @Override
    public double at(ByteBuffer elements, int i) {
      return elements.getDouble(i * Double.BYTES);
    }
  },
  F32(Float.BYTES) {
    @Override
    public double at(ByteBuffer elements, int i) {
      return elements.getFloat(i * Float.BYTES);
    }
  },
  /** IEEE 754 binary16. */
  F16(Short.BYTES) {
    @Override
    public double at(ByteBuffer elements, int i) {
      return SixteenBits.binary16(elements.getShort(i * Short.BYTES));
    }
  },
  BF16(Short.BYTES) {
    @Override
    public double at(ByteBuffer elements, int i) {
      return SixteenBits.bfloat16(elements.getShort(i * Short.BYTES));
    }
  };

  private final int bytes;

  FloatingPoint(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of a number. */
  public int bytes() {
    return bytes;
  }

  /** The i-th number, in the order of bytes that the buffer has. */
  public abstract double at(ByteBuffer elements, int i);

  /** Numbers that lie row after row. */
  public Matrix matrix(ByteBuffer elements, int rows, int columns) {
    Matrix matrix = Matrix.zeros(rows, columns);
    double[] column = new double[rows];
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        column[i] = at(elements, i * columns + j);
      }
      matrix.setColumn(j, column);
    }
    return matrix;
  }

  /** Numbers that lie column after column. */
  public Matrix transposed(ByteBuffer elements, int rows, int columns) {
    Matrix matrix = Matrix.zeros(rows, columns);
    double[] column = new double[rows];
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        column[i] = at(elements, j * rows + i);
      }
      matrix.setColumn(j, column);
    }
    return matrix;
  }
}
