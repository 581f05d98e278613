package dev.gradtrace.trace;

import dev.gradtrace.gradient.Statistics;

/**
 * The flow of the gradient through the network at a step; NaN for undefined numbers. Immutable.
 *
 * @param noiseScale the noise scale after the step
 * @param blockGradientsLog10 log₁₀ of the norms at the input and the output of block 1, of block 2,
 *     …
 */
record FlowPoint(
    double slopePerLayer,
    double costGradientLog10,
    double slopePerBlock,
    double noiseScale,
    double[] blockGradientsLog10) {

  static FlowPoint of(Statistics statistics, NoiseScale noise) {
    double[] blocks = new double[2 * statistics.blocks()];
    for (int k = 1; k <= statistics.blocks(); k++) {
      blocks[inputOf(k)] = statistics.blockInputGradientLog10(k);
      blocks[outputOf(k)] = statistics.blockOutputGradientLog10(k);
    }
    return new FlowPoint(
        statistics.slopePerLayer(),
        statistics.costGradientLog10(),
        statistics.slopePerBlock(),
        noise.ratio(),
        blocks);
  }

  /** Index of the input of block {@code k} of 1, 2, … */
  static int inputOf(int k) {
    return 2 * (k - 1);
  }

  /** Index of the output of block {@code k} of 1, 2, … */
  static int outputOf(int k) {
    return 2 * (k - 1) + 1;
  }
}
