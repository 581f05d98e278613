package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;

/**
 * The moving statistics of batch norms replaced by those over all given samples at once, without
 * dropout, layer by layer in forward order.
 */
public final class SampleStatistics {

  private SampleStatistics() {}

  /**
   * A copy of the parameters whose moving statistics are those of the samples.
   *
   * @param inputs n⁰×m
   */
  public static Parameters of(Network network, Matrix inputs) {
    NetworkSpec unmasked = network.spec().withoutDropout();
    Parameters parameters = network.parameters().copy();
    Workspace pass = Workspace.of(unmasked, inputs.columns(), Mode.TRAINING);
    pass.inputs().set(inputs);
    ForwardPass.run(new Network(unmasked, parameters), pass);
    pass.replaceMovingStatistics(parameters);
    return parameters;
  }
}
