package dev.gradtrace.training;

import dev.gradtrace.dataset.MiniBatches;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.gradient.curvature.Curvature;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;

/** Approximate bytes of a {@link TrainingRun}, without its data. */
public final class RunMemory {

  private RunMemory() {}

  /** Parameters, gradient, and state of the optimizer. */
  public static long ofNetwork(TrainingSpec spec) {
    return Descent.copiesOfParameters(spec) * Parameters.bytes(spec.network());
  }

  /**
   * Additional bytes of steps that keep their tensors: the weights before the update, and a
   * recomputed gradient.
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
   * The buffers for mini-batches and evaluations.
   *
   * @param samples number of training samples
   */
  public static long ofBatch(TrainingSpec spec, long samples) {
    return Workspace.bytes(spec.network(), Math.min(spec.batchSize(), samples))
        + Evaluation.bytes(spec.network());
  }

  /** The buffers for measuring the curvature on mini-batches. */
  public static long ofCurvature(TrainingSpec spec, long samples) {
    return Curvature.bytes(spec.network(), Math.min(spec.batchSize(), samples));
  }

  /** The order of the samples of an epoch. */
  public static long ofOrder(long samples) {
    return MiniBatches.bytes(samples);
  }

  /** A checkpoint, which shares nothing with the run. */
  public static long ofCheckpoint(TrainingSpec spec) {
    return (1 + spec.optimizer().memories()) * Parameters.bytes(spec.network());
  }
}
