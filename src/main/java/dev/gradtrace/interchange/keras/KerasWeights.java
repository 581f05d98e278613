package dev.gradtrace.interchange.keras;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.nio.file.Path;

/**
 * Weights and biases in HDF5 where Keras looks for them: {@code layers/dense/vars/0} [in, out] and
 * {@code layers/dense/vars/1} [out] of layer 1, {@code layers/dense_1/vars/0} and so on of the
 * others.
 */
final class KerasWeights {

  private KerasWeights() {}

  static void write(Network network, Path file) {
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      WritableGroup layers = hdf.putGroup("layers");
      for (int l = 1; l <= network.depth(); l++) {
        WritableGroup variables = layers.putGroup(name(l)).putGroup("vars");
        variables.putDataset("0", columns(network.weights(l)));
        if (network.spec().layer(l).useBias()) {
          variables.putDataset("1", network.biases(l).toArray());
        }
      }
    }
  }

  /** What Keras calls the l-th dense layer of a model, in which it has others, too. */
  static String name(int l) {
    return l == 1 ? "dense" : "dense_" + (l - 1);
  }

  /** {@code [input][unit]}. */
  private static double[][] columns(Matrix weights) {
    double[][] columns = new double[weights.columns()][weights.rows()];
    for (int j = 0; j < weights.columns(); j++) {
      weights.copyColumn(j, columns[j]);
    }
    return columns;
  }
}
