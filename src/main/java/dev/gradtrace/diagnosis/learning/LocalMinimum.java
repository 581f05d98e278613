package dev.gradtrace.diagnosis.learning;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.wording.Figures;
import java.util.ArrayList;
import java.util.List;

/** The run is stuck where other seeds of the same job are not. */
public final class LocalMinimum implements Examination {

  private static final int WIDER = 2;

  @Override
  public boolean needsTrial() {
    return true;
  }

  @Override
  public Outcome of(Evidence evidence) {
    Outcome settled = Outcome.beforeTrials(evidence, OtherStarts.GET_OUT);
    if (settled != null) {
      return settled;
    }
    List<Symptom.Tried> out = new ArrayList<>();
    int starts = OtherStarts.FIRST;
    for (int k = 1; k <= starts && out.size() < OtherStarts.GET_OUT; k++) {
      Cure cure = OtherStarts.start(k, evidence);
      Trial trial = evidence.trials().of(cure.change());
      if (!trial.isMade()) {
        return Outcome.without(trial, OtherStarts.GET_OUT);
      }
      if (trial.suffices()) {
        out.add(new Symptom.Tried(cure.remedy(), trial));
        starts = OtherStarts.ALL;
      }
    }
    if (out.size() < OtherStarts.GET_OUT) {
      return new Outcome.Clean(out.size(), OtherStarts.GET_OUT);
    }
    return Symptom.of(
            Severity.WARNING,
            out.size(),
            OtherStarts.GET_OUT,
            ("The run has come to rest at a fit of %s, where the gradient is small and the loss is not."
                    + " The same job from other random weights reaches %s: this start leads into a"
                    + " bad minimum, or onto a plateau that is as good as one. More units make such"
                    + " places rarer.")
                .formatted(Figures.fit(evidence.fit().best()), Figures.fit(out.get(0).fit())))
        .with("fit", evidence.fit().best())
        .with("fitFromOtherStart", out.get(0).fit())
        .curedBy(out)
        .curedBy(
            evidence,
            Cure.layers("more units", evidence, Variations.larger(evidence.network(), WIDER)));
  }
}
