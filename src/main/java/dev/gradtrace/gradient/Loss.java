package dev.gradtrace.gradient;

import dev.gradtrace.network.Network;

/** The loss of a batch: the mean of the weighted costs of its samples. */
public final class Loss {

  private Loss() {}

  /**
   * Computes the weighted cost of every sample into the workspace, after a forward pass, and
   * returns their mean.
   */
  public static double of(Network network, Cost cost, Workspace pass) {
    cost.losses(network.activation(network.depth()), pass.output(), pass.targets(), pass.losses());
    double sum = 0;
    for (int j = 0; j < pass.samples(); j++) {
      pass.losses()[j] *= pass.sampleWeight(j);
      sum += pass.losses()[j];
    }
    return sum / pass.samples();
  }
}
