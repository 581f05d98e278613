package dev.gradtrace.interchange;

import dev.gradtrace.matrix.Matrix;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The formats of floating-point numbers in files; converting them to 64 bits is exact. */
public enum FloatingPoint {
  F64(Double.BYTES, (elements, numbers) -> elements.asDoubleBuffer().get(numbers)),
  F32(Float.BYTES, FloatingPoint::readSingle),
  /** IEEE 754 binary16. */
  F16(
      Short.BYTES,
      (elements, numbers) ->
          Arrays.setAll(numbers, i -> SixteenBits.binary16(elements.getShort(i * Short.BYTES)))),
  BF16(
      Short.BYTES,
      (elements, numbers) ->
          Arrays.setAll(numbers, i -> SixteenBits.bfloat16(elements.getShort(i * Short.BYTES))));

  private final int bytes;
  private final Reading reading;

  /** Reads as many numbers as there is room for, in the byte order of the buffer. */
  private interface Reading {
    void read(ByteBuffer elements, double[] numbers);
  }

  FloatingPoint(int bytes, Reading reading) {
    this.bytes = bytes;
    this.reading = reading;
  }

  private static void readSingle(ByteBuffer elements, double[] numbers) {
    float[] stored = new float[numbers.length];
    elements.asFloatBuffer().get(stored);
    for (int i = 0; i < stored.length; i++) {
      numbers[i] = stored[i];
    }
  }

  /** Bytes per number. */
  public int bytes() {
    return bytes;
  }

  /** A matrix from elements that are stored row by row. */
  public Matrix matrix(ByteBuffer elements, int rows, int columns) {
    if (columns == 1) {
      return transposed(elements, rows, 1);
    }
    double[] entries = new double[rows * columns];
    double[] row = new double[columns];
    int rowBytes = columns * bytes;
    for (int i = 0; i < rows; i++) {
      reading.read(elements.slice(i * rowBytes, rowBytes).order(elements.order()), row);
      for (int j = 0; j < columns; j++) {
        entries[j * rows + i] = row[j];
      }
    }
    return Matrix.ofColumns(rows, entries);
  }

  /** A matrix from elements that are stored column by column. */
  public Matrix transposed(ByteBuffer elements, int rows, int columns) {
    double[] entries = new double[rows * columns];
    reading.read(elements, entries);
    return Matrix.ofColumns(rows, entries);
  }
}
