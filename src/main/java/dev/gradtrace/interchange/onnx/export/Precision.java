package dev.gradtrace.interchange.onnx.export;

import dev.gradtrace.interchange.onnx.Onnx;
import dev.gradtrace.interchange.protobuf.Message;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;

/** The precision in which a model computes. */
public enum Precision {
  FLOAT64 {
    @Override
    double least() {
      return Double.MIN_NORMAL;
    }

    @Override
    int dataType() {
      return Onnx.DataType.DOUBLE;
    }

    @Override
    Message putRows(Message tensor, Matrix elements) {
      return tensor.putRows(Onnx.Tensor.RAW_DATA, elements);
    }

    @Override
    boolean hasRoomFor(Matrix elements) {
      return true;
    }
  },
  /** Numbers are rounded to the nearest 32-bit float. */
  FLOAT32 {
    @Override
    double least() {
      return Float.MIN_NORMAL;
    }

    @Override
    int dataType() {
      return Onnx.DataType.FLOAT;
    }

    @Override
    Message putRows(Message tensor, Matrix elements) {
      return tensor.putSingleRows(Onnx.Tensor.RAW_DATA, elements);
    }

    @Override
    boolean hasRoomFor(Matrix elements) {
      for (int i = 0; i < elements.rows(); i++) {
        for (int j = 0; j < elements.columns(); j++) {
          if (Float.isInfinite((float) elements.at(i, j))) {
            return false;
          }
        }
      }
      return true;
    }
  };

  abstract int dataType();

  /** The smallest positive normal number. */
  abstract double least();

  /** Adds the elements of a matrix in row-major order. */
  abstract Message putRows(Message tensor, Matrix elements);

  /** Whether all elements stay finite. */
  abstract boolean hasRoomFor(Matrix elements);

  /** Whether all parameters stay finite. */
  boolean hasRoomFor(Network network) {
    return network.parameters().matrices().allMatch(this::hasRoomFor);
  }
}
