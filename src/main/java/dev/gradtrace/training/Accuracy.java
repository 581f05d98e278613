package dev.gradtrace.training;

import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.Pointwise;

/** Which samples of a batch are classified rightly. */
final class Accuracy {

  private Accuracy() {}

  /**
   * Number of samples whose largest output is that of their class; with one output, whose output
   * and target lie on the same side of ½.
   */
  static int correct(Workspace pass) {
    Matrix outputs = pass.output().a();
    Matrix targets = pass.targets();
    int correct = 0;
    for (int j = 0; j < pass.samples(); j++) {
      boolean right =
          outputs.rows() == 1
              ? outputs.at(0, j) > 0.5 == targets.at(0, j) > 0.5
              : Pointwise.rowOfMax(outputs, j) == Pointwise.rowOfMax(targets, j);
      correct += right ? 1 : 0;
    }
    return correct;
  }
}
