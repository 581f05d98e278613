package dev.gradtrace.interchange.onnx;

import dev.gradtrace.validation.InvalidSpec;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known about the values of a graph while its nodes are evaluated in order. */
final class Evaluation {

  private final OnnxModel model;
  private final DataFiles files;
  private final Map<String, GraphValue> values = new HashMap<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private long numbersLeft;

  Evaluation(OnnxModel model, DataFiles files, long mostNumbers) {
    this.model = model;
    this.files = files;
    this.numbersLeft = mostNumbers;
  }

  long opset() {
    return model.opset();
  }

  DataFiles files() {
    return files;
  }

  void put(String name, GraphValue value) {
    values.put(name, value);
  }

  @Nullable GraphValue value(String name) {
    return values.get(name);
  }

  /** Adds a note on a difference between model and network, for the user. */
  void note(String note) {
    notes.add(note);
  }

  Set<String> notes() {
    return notes;
  }

  /** Whether an input of a node comes from a refused node. */
  boolean dependsOnRefused(OnnxNode node) {
    return node.inputs().stream().anyMatch(name -> values.get(name) instanceof GraphValue.Unknown);
  }

  GraphValue input(OnnxNode node, int i) {
    String name = i < node.inputs().size() ? node.inputs().get(i) : "";
    GraphValue value = values.get(name);
    if (value != null) {
      return value;
    }
    TensorProto initializer = model.initializers().get(name);
    if (initializer == null) {
      throw InvalidSpec.meaningless("", "%s lacks its input %d", node.title(), i);
    }
    OnnxTensor tensor = initializer.decode(files);
    values.put(name, tensor);
    return tensor;
  }

  /** An input that must be an elementwise function of a preactivation, the same for all units. */
  Signal function(OnnxNode node, int i) {
    Signal signal = signal(node, i);
    if (!signal.isFunction()) {
      throw signal.isSoftmax()
          ? Unsupported.afterSoftmax(node)
          : InvalidSpec.meaningless(
              "", "%s follows what treats units differently after an activation", node.title());
    }
    return signal;
  }

  Signal signal(OnnxNode node, int i) {
    if (input(node, i) instanceof Signal signal) {
      return signal;
    }
    throw InvalidSpec.meaningless(
        "",
        input(node, i) instanceof Moments
            ? "%s has as its input %d a mean over units that is no normalisation's (LayerNorm,"
                + " RMSNorm)"
            : "%s has a constant as its input %d",
        node.title(),
        i);
  }

  OnnxTensor tensor(OnnxNode node, int i) {
    if (input(node, i) instanceof OnnxTensor tensor) {
      return tensor;
    }
    throw InvalidSpec.meaningless("", "%s has no constant as its input %d", node.title(), i);
  }

  /** A constant that a layer computes with; integers are sizes, axes and choices. */
  OnnxTensor weights(OnnxNode node, int i) {
    return requireReal(node, tensor(node, i));
  }

  static OnnxTensor requireReal(OnnxNode node, OnnxTensor tensor) {
    InvalidSpec.unless(
        !tensor.isWhole(), "", "%s computes with a tensor of integers (data_type)", node.title());
    return tensor;
  }

  /** Charges numbers that are about to be allocated, or gone through, against the limit. */
  void spend(long numbers) {
    numbersLeft -= numbers;
    InvalidSpec.unless(numbersLeft >= 0, "", "makes more weights and biases than are allowed");
  }
}
