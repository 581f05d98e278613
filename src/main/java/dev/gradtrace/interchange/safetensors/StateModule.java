package dev.gradtrace.interchange.safetensors;

import dev.gradtrace.validation.Faults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The tensors of one module in a file.
 *
 * @param tensors by role, such as {@code weight}
 */
record StateModule(String name, Map<String, StoredTensor> tensors) {

  /** The number of batches that a batch norm has seen; it is ignored. */
  private static final String COUNT = "num_batches_tracked";

  private static final Pattern PLACE = Pattern.compile("[0-9]{1,9}");

  /**
   * The modules of a file in the order of their names; tensors that do not belong to any are noted
   * as faults.
   */
  static List<StateModule> of(List<StoredTensor> file, Faults faults) {
    Map<String, List<StoredTensor>> byModule = new TreeMap<>(NaturalOrder.NATURAL);
    for (StoredTensor tensor : file) {
      if (!tensor.leaf().equals(COUNT)) {
        byModule.computeIfAbsent(tensor.module(), module -> new ArrayList<>()).add(tensor);
      }
    }
    List<StateModule> modules = new ArrayList<>();
    byModule.forEach((name, tensors) -> modules.add(of(name, tensors, faults)));
    return modules;
  }

  private static StateModule of(String name, List<StoredTensor> tensors, Faults faults) {
    boolean dense = tensors.stream().anyMatch(StoredTensor::isMatrix);
    Map<String, StoredTensor> byRole = new HashMap<>();
    for (StoredTensor tensor : tensors) {
      if (!tensor.type().isWeights()) {
        faults.malformed(
            tensor.pointer(), "has dtype %s; parameters are F64, F32, F16 or BF16", tensor.type());
      } else if (tensor.shape().isEmpty() || tensor.shape().size() > 2) {
        faults.unless(
            false,
            tensor.pointer(),
            "has the shape %s; a parameter of a dense network has one axis or two",
            tensor.shape());
      } else if (byRole.putIfAbsent(role(tensor, dense), tensor) != null) {
        faults.unless(false, tensor.pointer(), "is one tensor too many in its module");
      }
    }
    return new StateModule(name, byRole);
  }

  /** The role of a tensor; in a dense layer, the vector is the bias whatever its name. */
  private static String role(StoredTensor tensor, boolean dense) {
    if (!dense) {
      return tensor.leaf();
    }
    return tensor.isMatrix() ? Part.WEIGHT : Part.BIAS;
  }

  /** Whether it has a weight matrix. */
  boolean isDense() {
    StoredTensor weight = tensors.get(Part.WEIGHT);
    return weight != null && weight.isMatrix();
  }

  /** Rows of the weight matrix, or length of the vectors. */
  int units() {
    return first().shape().get(0);
  }

  /** Columns of the weight matrix. */
  int inputs() {
    return first().shape().get(1);
  }

  /** The weight matrix, or the first vector. */
  private StoredTensor first() {
    StoredTensor weight = tensors.get(Part.WEIGHT);
    return weight != null ? weight : tensors.values().iterator().next();
  }

  /** JSON Pointer to one of its tensors. */
  String pointer() {
    return first().pointer();
  }

  /** Its name up to the last dot, inclusive; empty without one. */
  String parent() {
    return name.substring(0, name.lastIndexOf('.') + 1);
  }

  /** Its number among its siblings if the last part of its name is a number; else −1. */
  long place() {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return PLACE.matcher(last).matches() ? Long.parseLong(last) : -1;
  }

  Part part() {
    Map<String, List<Integer>> shapes = new HashMap<>();
    tensors.forEach((role, tensor) -> shapes.put(role, tensor.shape()));
    return new Part(name, shapes);
  }
}
