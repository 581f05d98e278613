package dev.gradtrace.interchange.keras;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes weights as HDF5 at the paths that Keras reads: {@code layers/dense/vars/0} [in, out] and
 * {@code layers/dense/vars/1} [out] of the first dense layer, {@code layers/dense_1/vars/0} and so
 * on of the others, γ, β and moving statistics of a {@code layers/batch_normalization}.
 */
final class KerasWeights {

  private final Map<String, Layer> layers = new LinkedHashMap<>();

  /**
   * Creates the variables of a layer when they are written, so that one layer at a time is in
   * memory.
   */
  private interface Layer {
    List<Object> variables();
  }

  /** Adds a layer whose variables are vectors, in the order of Keras. */
  void put(String layer, List<double[]> vectors) {
    layers.put(layer, () -> List.copyOf(vectors));
  }

  /** Adds weights and biases of layer {@code l}. */
  void put(String layer, Network network, int l) {
    layers.put(
        layer,
        () -> {
          List<Object> variables = new ArrayList<>();
          variables.add(columns(network.weights(l)));
          if (network.spec().layer(l).useBias()) {
            variables.add(network.biases(l).toArray());
          }
          return variables;
        });
  }

  void write(Path file) {
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      WritableGroup all = hdf.putGroup("layers");
      layers.forEach(
          (name, layer) -> {
            WritableGroup group = all.putGroup(name).putGroup("vars");
            List<Object> variables = layer.variables();
            for (int i = 0; i < variables.size(); i++) {
              group.putDataset(Integer.toString(i), variables.get(i));
            }
          });
    }
  }

  /** The transpose, {@code [input][unit]}. */
  private static double[][] columns(Matrix weights) {
    double[][] columns = new double[weights.columns()][weights.rows()];
    for (int j = 0; j < weights.columns(); j++) {
      weights.copyColumn(j, columns[j]);
    }
    return columns;
  }
}
