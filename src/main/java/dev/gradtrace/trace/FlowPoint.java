package dev.gradtrace.trace;

import dev.gradtrace.gradient.Statistics;

/**
 * How the gradient flowed through the whole network at a step; NaN stands for what has no value.
 * Never changed once made.
 *
 * @param noiseScale as it stood after the step
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

  /** Where the input of block {@code k} of 1, 2, … stands. */
  static int inputOf(int k) {
    return 2 * (k - 1);
  }

  /** Where the output of block {@code k} of 1, 2, … stands. */
  static int outputOf(int k) {
    return 2 * (k - 1) + 1;
  }
}
