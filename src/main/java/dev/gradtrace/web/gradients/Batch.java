package dev.gradtrace.web.gradients;

import dev.gradtrace.contract.GivenDataset;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.theory.CostComparison;
import dev.gradtrace.theory.MeanFieldForecast;
import dev.gradtrace.theory.MeanFieldInputs;
import java.util.List;

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

  /** The gradients of several costs. */
  CostComparison compare(Network network, List<Cost> costs) {
    Dataset data = given.data();
    return CostComparison.of(
        network, costs, data.inputs().toMatrix(0, samples), data.targets().toMatrix(0, samples));
  }

  /** What mean-field theory says of a network that is shown these inputs. */
  MeanFieldForecast forecast(NetworkSpec network) {
    return MeanFieldForecast.of(
        network, MeanFieldInputs.of(given.data().inputs().toMatrix(0, samples), Mode.TRAINING));
  }
}
