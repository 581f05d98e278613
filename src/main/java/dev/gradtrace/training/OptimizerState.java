package dev.gradtrace.training;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import java.util.ArrayList;
import java.util.List;

/** An optimizer at work on one network: its rule and what it remembers of every parameter. */
final class OptimizerState {

  private final Optimizer rule;
  private final List<Parameters> memories = new ArrayList<>();
  private final Matrix[] parameters;
  private final Matrix[] gradient;
  private final Matrix[][] memory;

  /**
   * @param network whose parameters are moved
   * @param gradient where their gradient will be
   */
  OptimizerState(Optimizer rule, Network network, Parameters gradient) {
    NetworkSpec spec = network.spec();
    this.rule = rule;
    this.parameters = network.parameters().trained(spec).toArray(Matrix[]::new);
    this.gradient = gradient.trained(spec).toArray(Matrix[]::new);
    this.memory = new Matrix[parameters.length][rule.memories()];
    for (int k = 0; k < rule.memories(); k++) {
      Parameters numbers = Parameters.zeros(spec);
      numbers.matrices().forEach(matrix -> matrix.fill(rule.initialMemory()));
      memories.add(numbers);
      List<Matrix> trained = numbers.trained(spec);
      for (int i = 0; i < parameters.length; i++) {
        memory[i][k] = trained.get(i);
      }
    }
  }

  /** Moves all that is trained. */
  void update(double rate, long step) {
    for (int i = 0; i < parameters.length; i++) {
      rule.update(parameters[i], gradient[i], memory[i], rate, step);
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
