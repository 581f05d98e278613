package dev.gradtrace.job;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.gradient.ForwardPass;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.Pointwise;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.validation.Deadline;
import dev.gradtrace.validation.Faults;

/**
 * The network of a run after some step, as predictions need it.
 *
 * @param step the step after which the parameters were copied; 0 for the initial ones
 * @param parameters immutable
 * @param scaling applied to inputs before the network
 * @param targetScaling applied to targets in training, to be inverted on outputs
 * @param classifies whether the outputs are class scores
 */
public record Model(
    long step,
    Parameters parameters,
    Scaling.Fitted scaling,
    Scaling.Fitted targetScaling,
    boolean classifies) {

  /** Samples per forward pass. */
  private static final int TOGETHER = 256;

  /**
   * The network's outputs in the units of the targets.
   *
   * @param inputs unscaled, {@code [sample][feature]}
   */
  Predictions predict(NetworkSpec spec, double[][] inputs) {
    requireFit(spec, inputs);
    Network network = new Network(spec, parameters);
    Workspace workspace = Workspace.withoutGradient(spec, Math.min(TOGETHER, inputs.length));
    double[][] outputs = new double[inputs.length][spec.outputs()];
    int[] labels = new int[inputs.length];
    for (int first = 0; first < inputs.length; first += workspace.samples()) {
      Deadline.check();
      workspace.narrowTo(Math.min(TOGETHER, inputs.length - first));
      for (int j = 0; j < workspace.samples(); j++) {
        workspace.inputs().setColumn(j, inputs[first + j]);
      }
      scaling.apply(workspace.inputs());
      ForwardPass.run(network, workspace);
      Matrix answers = workspace.output().a();
      targetScaling.undo(answers);
      for (int j = 0; j < workspace.samples(); j++) {
        answers.copyColumn(j, outputs[first + j]);
        labels[first + j] = label(answers, j);
      }
    }
    return new Predictions(outputs, classifies ? labels : null);
  }

  private static int label(Matrix answers, int j) {
    return answers.rows() == 1 ? answers.at(0, j) > 0.5 ? 1 : 0 : Pointwise.rowOfMax(answers, j);
  }

  private static void requireFit(NetworkSpec spec, double[][] inputs) {
    Faults faults = new Faults();
    faults.unless(inputs.length >= 1, "inputs", "must hold at least one sample");
    for (int i = 0; i < inputs.length; i++) {
      faults.unless(
          inputs[i].length == spec.inputs(),
          "inputs/" + i,
          "has %d values, but the network has %d inputs",
          inputs[i].length,
          spec.inputs());
    }
    faults.throwIfAny();
  }
}
