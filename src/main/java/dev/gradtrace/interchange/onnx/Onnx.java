package dev.gradtrace.interchange.onnx;

/**
 * Field numbers and values of <a
 * href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>, as far as they are
 * written or read.
 */
public final class Onnx {

  /** The oldest IR version that allows {@link #OPSET}. */
  public static final int IR_VERSION = 7;

  /** Version of the operator set, the first in which Softmax works along one axis. */
  public static final int OPSET = 13;

  /** The oldest version that is read, the first whose operators broadcast by themselves. */
  public static final int OLDEST_OPSET = 7;

  /** The newest version that is read, that of ONNX 1.23. */
  public static final int NEWEST_OPSET = 28;

  private Onnx() {}

  public static final class Model {
    public static final int IR_VERSION = 1;
    public static final int PRODUCER_NAME = 2;
    public static final int PRODUCER_VERSION = 3;
    public static final int GRAPH = 7;
    public static final int OPSET_IMPORT = 8;
    public static final int METADATA_PROPS = 14;

    private Model() {}
  }

  public static final class OperatorSetId {
    public static final int DOMAIN = 1;
    public static final int VERSION = 2;

    private OperatorSetId() {}
  }

  public static final class Entry {
    public static final int KEY = 1;
    public static final int VALUE = 2;

    private Entry() {}
  }

  public static final class Graph {
    public static final int NODE = 1;
    public static final int NAME = 2;
    public static final int INITIALIZER = 5;
    public static final int INPUT = 11;
    public static final int OUTPUT = 12;

    private Graph() {}
  }

  public static final class Node {
    public static final int INPUT = 1;
    public static final int OUTPUT = 2;
    public static final int NAME = 3;
    public static final int OP_TYPE = 4;
    public static final int ATTRIBUTE = 5;
    public static final int DOMAIN = 7;

    private Node() {}
  }

  public static final class Attribute {
    public static final int NAME = 1;
    public static final int FLOAT = 2;
    public static final int INT = 3;
    public static final int STRING = 4;
    public static final int TENSOR = 5;
    public static final int FLOATS = 7;
    public static final int INTS = 8;
    public static final int TYPE = 20;

    /** Values of AttributeProto.AttributeType. */
    public static final int TYPE_FLOAT = 1;

    public static final int TYPE_INT = 2;
    public static final int TYPE_INTS = 7;

    private Attribute() {}
  }

  public static final class ValueInfo {
    public static final int NAME = 1;
    public static final int TYPE = 2;

    private ValueInfo() {}
  }

  public static final class Type {
    public static final int TENSOR_TYPE = 1;

    private Type() {}
  }

  public static final class TensorType {
    public static final int ELEM_TYPE = 1;
    public static final int SHAPE = 2;

    private TensorType() {}
  }

  public static final class Shape {
    public static final int DIM = 1;

    private Shape() {}
  }

  public static final class Dimension {
    public static final int VALUE = 1;
    public static final int PARAM = 2;

    private Dimension() {}
  }

  public static final class Tensor {
    public static final int DIMS = 1;
    public static final int DATA_TYPE = 2;
    public static final int FLOAT_DATA = 4;
    public static final int INT32_DATA = 5;
    public static final int INT64_DATA = 7;
    public static final int NAME = 8;
    public static final int RAW_DATA = 9;
    public static final int DOUBLE_DATA = 10;
    public static final int EXTERNAL_DATA = 13;
    public static final int DATA_LOCATION = 14;

    private Tensor() {}
  }

  /** Values of TensorProto.DataType. */
  public static final class DataType {
    public static final int FLOAT = 1;
    public static final int DOUBLE = 11;

    private DataType() {}
  }
}
