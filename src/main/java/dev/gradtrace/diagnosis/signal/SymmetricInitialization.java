package dev.gradtrace.diagnosis.signal;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.wording.Figures;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Units with equal incoming and equal outgoing weights get equal gradients and stay equal: the
 * layer is effectively one unit wide.
 */
public final class SymmetricInitialization implements Examination {

  @Override
  public Outcome of(Evidence evidence) {
    if (evidence.depth() < 2) {
      return new Outcome.NotApplicable("there are no hidden layers");
    }
    Parameters start = evidence.initial();
    List<Integer> where =
        IntStream.range(1, evidence.depth()).filter(l -> isSymmetric(start, l)).boxed().toList();
    if (where.isEmpty()) {
      return new Outcome.Clean(0, 1);
    }
    Symptom symptom =
        Symptom.of(
                Severity.ERROR,
                where.size(),
                1,
                ("All units of %s start with the same weights, in and out. They compute the same, get"
                        + " the same gradient, and stay the same for ever: the layer is as good as one"
                        + " unit. Random weights break the symmetry.")
                    .formatted(Figures.layers(where)))
            .at(where)
            .since(1L)
            .asFact()
            .curedBy(
                evidence,
                Cure.layers(
                    "random weights", evidence, Variations.wellStarted(evidence.network())));
    boolean oneUnitDoes =
        evidence.fit().best() >= Evidence.GOOD || evidence.attains() && !symptom.helps();
    return oneUnitDoes ? symptom.of(Severity.INFO) : symptom;
  }

  private static boolean isSymmetric(Parameters start, int l) {
    Matrix in = start.weights(l);
    return in.rows() > 1
        && hasEqualRows(in)
        && hasEqualRows(start.biases(l))
        && hasEqualColumns(start.weights(l + 1));
  }

  private static boolean hasEqualRows(Matrix matrix) {
    for (int j = 0; j < matrix.columns(); j++) {
      for (int i = 1; i < matrix.rows(); i++) {
        if (matrix.at(i, j) != matrix.at(0, j)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean hasEqualColumns(Matrix matrix) {
    for (int j = 1; j < matrix.columns(); j++) {
      for (int i = 0; i < matrix.rows(); i++) {
        if (matrix.at(i, j) != matrix.at(i, 0)) {
          return false;
        }
      }
    }
    return true;
  }
}
