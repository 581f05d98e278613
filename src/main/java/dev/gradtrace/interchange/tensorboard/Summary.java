package dev.gradtrace.interchange.tensorboard;

import dev.gradtrace.interchange.protobuf.Message;
import org.jspecify.annotations.Nullable;

/** Builds a {@code Summary}: the values of one event. */
final class Summary {

  /**
   * Fields and values of <a
   * href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/framework/summary.proto">summary.proto</a>.
   */
  private static final class Field {
    static final int VALUE = 1;
    static final int TAG = 1;
    static final int SIMPLE_VALUE = 2;
    static final int HISTOGRAM = 5;
    static final int TENSOR = 8;
    static final int METADATA = 9;
    static final int PLUGIN_DATA = 1;
    static final int DESCRIPTION = 3;
    static final int DATA_CLASS = 4;
    static final int PLUGIN_NAME = 1;
    static final int CONTENT = 2;
    static final int CLASS_SCALAR = 1;
    static final int CLASS_TENSOR = 2;
  }

  /**
   * Fields and values of <a
   * href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/framework/tensor.proto">tensor.proto</a>.
   */
  private static final class Tensor {
    static final int TYPE = 1;
    static final int SHAPE = 2;
    static final int STRING = 8;
    static final int SIZES = 2;
    static final int SIZE = 1;
    static final int FLOAT = 1;
    static final int TEXT = 7;
  }

  private final Message message = new Message();

  Summary add(Message value) {
    message.put(Field.VALUE, value);
    return this;
  }

  /** Adds a scalar, rounded to 32 bits; it may be infinite or NaN. */
  Summary add(String tag, double value) {
    return add(scalar(tag, value));
  }

  /** Adds a scalar with the description of its tag. */
  Summary add(String tag, double value, String description) {
    Message plugin = new Message().put(Field.PLUGIN_NAME, "scalars");
    return add(
        scalar(tag, value)
            .put(
                Field.METADATA,
                metadata(plugin, Field.CLASS_SCALAR).put(Field.DESCRIPTION, description)));
  }

  /**
   * Adds a histogram.
   *
   * @param description description of the tag; null if it was written before
   */
  Summary add(String tag, Buckets buckets, @Nullable String description) {
    Message value = new Message().put(Field.TAG, tag).put(Field.HISTOGRAM, buckets.toMessage());
    if (description != null) {
      Message plugin = new Message().put(Field.PLUGIN_NAME, "histograms");
      value.put(
          Field.METADATA, metadata(plugin, Field.CLASS_TENSOR).put(Field.DESCRIPTION, description));
    }
    return add(value);
  }

  private static Message scalar(String tag, double value) {
    return new Message().put(Field.TAG, tag).put(Field.SIMPLE_VALUE, (float) value);
  }

  /** A value whose metadata configure a plugin, and whose tensor is empty. */
  static Message configuration(String tag, String plugin, Message content) {
    Message none = new Message().put(Tensor.SIZES, new Message().put(Tensor.SIZE, 0));
    return new Message()
        .put(Field.TAG, tag)
        .put(Field.TENSOR, new Message().put(Tensor.TYPE, Tensor.FLOAT).put(Tensor.SHAPE, none))
        .put(
            Field.METADATA,
            metadata(
                new Message().put(Field.PLUGIN_NAME, plugin).put(Field.CONTENT, content),
                Field.CLASS_TENSOR));
  }

  /** A value for a plugin: a serialized message as a string tensor. */
  static Message text(String tag, String plugin, Message text) {
    Message tensor =
        new Message()
            .put(Tensor.TYPE, Tensor.TEXT)
            .put(Tensor.SHAPE, new Message())
            .put(Tensor.STRING, text);
    return new Message()
        .put(Field.TAG, tag)
        .put(Field.TENSOR, tensor)
        .put(
            Field.METADATA,
            metadata(new Message().put(Field.PLUGIN_NAME, plugin), Field.CLASS_TENSOR));
  }

  private static Message metadata(Message plugin, int dataClass) {
    return new Message().put(Field.PLUGIN_DATA, plugin).put(Field.DATA_CLASS, dataClass);
  }

  Message toMessage() {
    return message;
  }
}
