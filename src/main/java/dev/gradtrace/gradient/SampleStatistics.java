package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;

/**
 * The statistics that batch norms would have at inference if they had seen given samples all at
 * once, without masks: in the order of the layers, each behind those before it.
 */
public final class SampleStatistics {

  private SampleStatistics() {}

  /**
   * A copy of the parameters with the means and variances of the samples in place of the moving
   * ones.
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
