package dev.gradtrace.web;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.network.Network;

/**
 * The first samples of a dataset that fits a network.
 *
 * @param samples m
 */
record Batch(GivenDataset given, int samples) {

  /** Refuses targets the cost is not defined for. */
  void requireTargetsOf(Cost cost) {
    given.requireTargetsOf(cost, samples);
  }

  GradientProbe probe(Network network, Cost cost) {
    Dataset data = given.data();
    return GradientProbe.of(
        network, cost, data.inputs().toMatrix(0, samples), data.targets().toMatrix(0, samples));
  }
}
