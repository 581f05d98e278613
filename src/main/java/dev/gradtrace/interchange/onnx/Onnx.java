package dev.gradtrace.interchange.onnx;

/**
 * Field numbers and values of <a
 * href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>, as far as they are
 * written or read.
 */
final class Onnx {

  /** The oldest with an IR_VERSION for {@link #OPSET}. */
  static final int IR_VERSION = 7;

  /**
   * Operators in their semantics of version 13, the first in which Softmax works along one axis.
   */
  static final int OPSET = 13;

  private Onnx() {}

  static final class Model {
    static final int IR_VERSION = 1;
    static final int PRODUCER_NAME = 2;
    static final int PRODUCER_VERSION = 3;
    static final int GRAPH = 7;
    static final int OPSET_IMPORT = 8;
    static final int METADATA_PROPS = 14;

    private Model() {}
  }

  static final class OperatorSetId {
    static final int DOMAIN = 1;
    static final int VERSION = 2;

    private OperatorSetId() {}
  }

  static final class Entry {
    static final int KEY = 1;
    static final int VALUE = 2;

    private Entry() {}
  }

  static final class Graph {
    static final int NODE = 1;
    static final int NAME = 2;
    static final int INITIALIZER = 5;
    static final int INPUT = 11;
    static final int OUTPUT = 12;

    private Graph() {}
  }

  static final class Node {
    static final int INPUT = 1;
    static final int OUTPUT = 2;
    static final int NAME = 3;
    static final int OP_TYPE = 4;
    static final int ATTRIBUTE = 5;
    static final int DOMAIN = 7;

    private Node() {}
  }

  static final class Attribute {
    static final int NAME = 1;
    static final int FLOAT = 2;
    static final int INT = 3;
    static final int STRING = 4;
    static final int TENSOR = 5;
    static final int FLOATS = 7;
    static final int INTS = 8;
    static final int TYPE = 20;

    /** AttributeType. */
    static final int TYPE_FLOAT = 1;

    static final int TYPE_INT = 2;
    static final int TYPE_INTS = 7;

    private Attribute() {}
  }

  static final class ValueInfo {
    static final int NAME = 1;
    static final int TYPE = 2;

    private ValueInfo() {}
  }

  static final class Type {
    static final int TENSOR_TYPE = 1;

    private Type() {}
  }

  static final class TensorType {
    static final int ELEM_TYPE = 1;
    static final int SHAPE = 2;

    private TensorType() {}
  }

  static final class Shape {
    static final int DIM = 1;

    private Shape() {}
  }

  static final class Dimension {
    static final int VALUE = 1;
    static final int PARAM = 2;

    private Dimension() {}
  }

  static final class Tensor {
    static final int DIMS = 1;
    static final int DATA_TYPE = 2;
    static final int FLOAT_DATA = 4;
    static final int INT32_DATA = 5;
    static final int INT64_DATA = 7;
    static final int NAME = 8;
    static final int RAW_DATA = 9;
    static final int DOUBLE_DATA = 10;
    static final int EXTERNAL_DATA = 13;
    static final int DATA_LOCATION = 14;

    private Tensor() {}
  }

  /** TensorProto.DataType. */
  static final class DataType {
    static final int FLOAT = 1;
    static final int DOUBLE = 11;

    private DataType() {}
  }
}
