package dev.gradtrace.diagnosis.data;

import dev.gradtrace.diagnosis.evidence.DataSummary;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Symptom;

/** All samples have the same target: a constant answers them all. */
public final class ConstantTargets implements Examination {

  @Override
  public Outcome of(Evidence evidence) {
    DataSummary data = evidence.data();
    if (data.samples() < 2) {
      return new Outcome.NotApplicable("one sample has no spread");
    }
    double spread = data.largestSpread();
    return data.hasConstantTargets()
        ? Symptom.of(
                Severity.WARNING,
                spread,
                0,
                "All "
                    + data.samples()
                    + " samples have the same target. A network learns to ignore its inputs and to"
                    + " answer that constant; a small loss then means nothing. Look at how the targets"
                    + " were made: a wrong column, or labels of one class only.")
            .asFact()
        : new Outcome.Clean(spread, 0);
  }
}
