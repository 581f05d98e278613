package dev.gradtrace.training;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import java.util.ArrayList;
import java.util.List;

/** An optimizer at work on one network: its rule and what it remembers of every parameter. */
final class OptimizerState {

  private final Optimizer rule;
  private final NetworkSpec network;
  private final List<Parameters> memories = new ArrayList<>();
  private final Matrix[][] weightMemory;
  private final Matrix[][] biasMemory;

  OptimizerState(Optimizer rule, NetworkSpec network) {
    this.rule = rule;
    this.network = network;
    int depth = network.depth();
    weightMemory = new Matrix[depth][rule.memories()];
    biasMemory = new Matrix[depth][rule.memories()];
    for (int k = 0; k < rule.memories(); k++) {
      Parameters memory = Parameters.zeros(network);
      memory.matrices().forEach(matrix -> matrix.fill(rule.initialMemory()));
      memories.add(memory);
      for (int l = 1; l <= depth; l++) {
        weightMemory[l - 1][k] = memory.weights(l);
        biasMemory[l - 1][k] = memory.biases(l);
      }
    }
  }

  /** Moves all weights, and the biases of layers that have them. */
  void update(Parameters parameters, Parameters gradient, double rate, long step) {
    for (int l = 1; l <= network.depth(); l++) {
      rule.update(parameters.weights(l), gradient.weights(l), weightMemory[l - 1], rate, step);
      if (network.layer(l).useBias()) {
        rule.update(parameters.biases(l), gradient.biases(l), biasMemory[l - 1], rate, step);
      }
    }
  }

  /** A copy of what the rule remembers. */
  List<Parameters> copyMemories() {
    return memories.stream().map(Parameters::copy).toList();
  }

  /** Makes the rule remember what another of its kind did. */
  void setMemories(List<Parameters> others) {
    for (int k = 0; k < memories.size(); k++) {
      memories.get(k).set(others.get(k));
    }
  }
}
