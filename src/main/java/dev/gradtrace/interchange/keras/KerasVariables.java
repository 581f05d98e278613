package dev.gradtrace.interchange.keras;

import dev.gradtrace.interchange.hdf5.StoredArray;
import dev.gradtrace.interchange.hdf5.StoredObject;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NormalizationParameters;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The variables of the layers of a model, from its file. */
final class KerasVariables {

  /** Variables by the pointer of their layer, then by role. */
  private final Map<String, Map<String, StoredObject>> found = new HashMap<>();

  private long numbersLeft;

  /**
   * @param mostNumbers most numbers that may be read
   */
  KerasVariables(long mostNumbers) {
    this.numbersLeft = mostNumbers;
  }

  void put(KerasValue layer, String role, StoredObject variable) {
    found.computeIfAbsent(layer.pointer(), none -> new HashMap<>()).put(role, variable);
  }

  private StoredArray array(KerasValue layer, String role) {
    StoredObject variable = found.getOrDefault(layer.pointer(), Map.of()).get(role);
    if (variable == null) {
      throw layer.malformed("has no %s in the file", role);
    }
    StoredArray array = variable.array();
    spend(array.size());
    return array;
  }

  /** Counts numbers towards the limit. */
  void spend(long numbers) {
    numbersLeft -= numbers;
    InvalidSpec.unless(numbersLeft >= 0, "", "makes more weights and biases than are allowed");
  }

  /** A variable of a layer: a vector as a column, a matrix transposed. */
  private Matrix get(KerasValue layer, String role, List<Integer> shape) {
    StoredArray array = array(layer, role);
    if (!array.shape().equals(shape)) {
      throw layer.malformed(
          "has a %s of shape %s in the file, which must have %s", role, array.shape(), shape);
    }
    return finite(layer, role, array);
  }

  private static Matrix finite(KerasValue layer, String role, StoredArray array) {
    Matrix numbers = array.column();
    if (!numbers.isFinite()) {
      throw layer.unsupported("has numbers in its %s that are not finite", role);
    }
    return numbers;
  }

  /** A vector variable of any length. */
  double[] vector(KerasValue layer, String role) {
    return finite(layer, role, array(layer, role)).toArray();
  }

  /** Weights W and biases b of a dense layer. */
  Parameters.Layer dense(KerasValue layer, LayerSpec spec, int inputs) {
    Faults faults = new Faults();
    Matrix weights =
        faults.<Matrix>part("", () -> get(layer, KerasRoles.KERNEL, List.of(inputs, spec.units())));
    Matrix biases =
        spec.useBias()
            ? faults.<Matrix>part("", () -> get(layer, KerasRoles.BIAS, List.of(spec.units())))
            : Matrix.zeros(spec.units(), 1);
    faults.throwIfAny();
    return new Parameters.Layer(faults.need(weights), faults.need(biases));
  }

  /** γ, β and moving statistics of a normalisation. */
  NormalizationParameters normalization(KerasValue layer, int units) {
    NormalizationParameters numbers = NormalizationParameters.initial(units);
    Faults faults = new Faults();
    for (String role : KerasRoles.of(layer).all()) {
      Matrix given = faults.<Matrix>part("", () -> get(layer, role, List.of(units)));
      if (given != null) {
        part(numbers, role).set(given);
      }
    }
    faults.throwIfAny();
    return numbers;
  }

  private static Matrix part(NormalizationParameters numbers, String role) {
    return switch (role) {
      case KerasRoles.BETA -> numbers.beta();
      case KerasRoles.MOVING_MEAN -> numbers.movingMean();
      case KerasRoles.MOVING_VARIANCE -> numbers.movingVariance();
      default -> numbers.gamma();
    };
  }
}
