package dev.gradtrace.training;

import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.Pointwise;

/** Determines which samples of a batch are classified correctly. */
final class Accuracy {

  private Accuracy() {}

  /**
   * Marks the samples whose largest output is that of their class; with one output, those whose
   * output and target are on the same side of ½.
   *
   * @param correct receives the marks, from {@code at} on
   */
  static void mark(Workspace pass, boolean[] correct, int at) {
    Matrix outputs = pass.output().a();
    Matrix targets = pass.targets();
    for (int j = 0; j < pass.samples(); j++) {
      correct[at + j] =
          outputs.rows() == 1
              ? outputs.at(0, j) > 0.5 == targets.at(0, j) > 0.5
              : Pointwise.rowOfMax(outputs, j) == Pointwise.rowOfMax(targets, j);
    }
  }
}
