package dev.gradtrace.trace;

import dev.gradtrace.encoding.RecordInput;
import dev.gradtrace.encoding.RecordOutput;
import dev.gradtrace.network.NetworkSpec;
import java.util.Arrays;

/**
 * The flow of all steps as columns, in the header of a trace. The first version of the format has
 * only the first two.
 *
 * @param blockGradientsLog10 two columns for each block
 */
record FlowColumns(
    double[] slopesPerLayer,
    double[] costGradientsLog10,
    double[] slopesPerBlock,
    double[] noiseScales,
    double[][] blockGradientsLog10,
    NoiseScale noise) {

  /** Number of columns besides those of blocks. */
  private static final int OF_EVERY_NETWORK = 4;

  /** First version of the header, which has only slopes per layer and gradients of the cost. */
  private static final int FIRST = 1;

  static long bytes(GradientTrace trace) {
    int blocks = trace.network().blocks().size();
    return (long) Double.BYTES * trace.size() * (OF_EVERY_NETWORK + 2L * blocks);
  }

  static void write(GradientTrace trace, RecordOutput out) {
    out.putPacked(trace.slopesPerLayer());
    out.putPacked(trace.costGradientsLog10());
    out.putPacked(trace.slopesPerBlock());
    out.putPacked(trace.noiseScales());
    for (int k = 1; k <= trace.network().blocks().size(); k++) {
      out.putPacked(trace.blockInputsLog10(k));
      out.putPacked(trace.blockOutputsLog10(k));
    }
    out.putDouble(trace.noise().variance()).putDouble(trace.noise().signal());
  }

  static FlowColumns read(NetworkSpec network, int count, RecordInput in) {
    double[] slopesPerLayer = in.getPackedDoubles(count);
    double[] costGradientsLog10 = in.getPackedDoubles(count);
    double[][] blocks = new double[2 * network.blocks().size()][];
    if (in.version() == FIRST) {
      double[] unknown = unknown(count);
      Arrays.fill(blocks, unknown);
      return new FlowColumns(
          slopesPerLayer, costGradientsLog10, unknown, unknown, blocks, NoiseScale.NONE);
    }
    double[] slopesPerBlock = in.getPackedDoubles(count);
    double[] noiseScales = in.getPackedDoubles(count);
    for (int k = 0; k < blocks.length; k++) {
      blocks[k] = in.getPackedDoubles(count);
    }
    NoiseScale noise = new NoiseScale(in.getDouble(), in.getDouble());
    return new FlowColumns(
        slopesPerLayer, costGradientsLog10, slopesPerBlock, noiseScales, blocks, noise);
  }

  private static double[] unknown(int count) {
    double[] column = new double[count];
    Arrays.fill(column, Double.NaN);
    return column;
  }

  /** The flow at the {@code i}th step. */
  FlowPoint at(int i) {
    return new FlowPoint(
        slopesPerLayer[i],
        costGradientsLog10[i],
        slopesPerBlock[i],
        noiseScales[i],
        Arrays.stream(blockGradientsLog10).mapToDouble(column -> column[i]).toArray());
  }
}
