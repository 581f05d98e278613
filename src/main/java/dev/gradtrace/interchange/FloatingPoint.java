package dev.gradtrace.interchange;

import dev.gradtrace.matrix.Matrix;
import java.nio.ByteBuffer;

/** The formats of floating-point numbers in files; converting them to 64 bits is exact. */
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

  /** Bytes per number. */
  public int bytes() {
    return bytes;
  }

  /** The {@code i}th number of a buffer, read in the byte order of the buffer. */
  public abstract double at(ByteBuffer elements, int i);

  /** A matrix from elements that are stored row by row. */
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

  /** A matrix from elements that are stored column by column. */
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
