package dev.gradtrace.training;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import java.util.ArrayList;
import java.util.List;

/** An optimizer with its state for one network. */
final class OptimizerState {

  private final Optimizer rule;
  private final List<Parameters> memories = new ArrayList<>();
  private final Matrix[] parameters;
  private final Matrix[] gradient;
  private final Matrix[][] memory;

  /**
   * @param network network whose parameters are updated
   * @param gradient buffer of their gradient
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

  /** Updates all trainable parameters. */
  void update(double rate, long step) {
    for (int i = 0; i < parameters.length; i++) {
      rule.update(parameters[i], gradient[i], memory[i], rate, step);
    }
  }

  /** A copy of the state. */
  List<Parameters> copyMemories() {
    return memories.stream().map(Parameters::copy).toList();
  }

  /** Sets the state to a copy of another of the same rule. */
  void setMemories(List<Parameters> others) {
    for (int k = 0; k < memories.size(); k++) {
      memories.get(k).set(others.get(k));
    }
  }
}
