package dev.gradtrace.training;

import dev.gradtrace.dataset.MiniBatches;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.gradient.curvature.Curvature;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;

/** Bytes that a {@link TrainingRun} takes as long as it goes on, about; its data aside. */
public final class RunMemory {

  private RunMemory() {}

  /** Parameters, their gradient, and what the optimizer remembers. */
  public static long ofNetwork(TrainingSpec spec) {
    return Descent.copiesOfParameters(spec) * Parameters.bytes(spec.network());
  }

  /**
   * What steps take that leave their tensors, besides {@link #ofNetwork}: the weights from before,
   * and one gradient that is computed again.
   */
  public static long ofTensors(TrainingSpec spec) {
    NetworkSpec network = spec.network();
    long largest = 0;
    for (int l = 1; l <= network.depth(); l++) {
      largest = Math.max(largest, Matrix.bytes(network.width(l), network.width(l - 1)));
    }
    return largest + (Descent.keepsWeights(spec) ? 0 : Parameters.bytes(network));
  }

  /**
   * What a mini-batch, or a part of an evaluation, makes of the network.
   *
   * @param samples in the training part
   */
  public static long ofBatch(TrainingSpec spec, long samples) {
    return Workspace.bytes(spec.network(), Math.min(spec.batchSize(), samples))
        + Evaluation.bytes(spec.network());
  }

  /** What measuring the curvature on mini-batches takes. */
  public static long ofCurvature(TrainingSpec spec, long samples) {
    return Curvature.bytes(spec.network(), Math.min(spec.batchSize(), samples));
  }

  /** The order of the samples. */
  public static long ofOrder(long samples) {
    return MiniBatches.bytes(samples);
  }

  /** A checkpoint that shares nothing with the run. */
  public static long ofCheckpoint(TrainingSpec spec) {
    return (1 + spec.optimizer().memories()) * Parameters.bytes(spec.network());
  }
}
