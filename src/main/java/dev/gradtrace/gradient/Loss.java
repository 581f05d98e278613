package dev.gradtrace.gradient;

import dev.gradtrace.network.Network;

/** The loss of a batch: the mean of its samples' costs, each times its weight. */
public final class Loss {

  private Loss() {}

  /** Computes every sample's weighted cost into the workspace, after a forward pass; their mean. */
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
