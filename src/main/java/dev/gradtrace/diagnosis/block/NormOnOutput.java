package dev.gradtrace.diagnosis.block;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Parts;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.PartCure;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import java.util.List;

/** The outputs themselves are normalised, so that their magnitude carries no information. */
public final class NormOnOutput implements Examination {

  @Override
  public Outcome of(Evidence evidence) {
    Normalization norm = evidence.output().normalizationBeforeActivation();
    if (norm == null) {
      return new Outcome.NotApplicable("the output is not normalised");
    }
    if (!evidence.isStruggling()) {
      return Outcome.beyond(1, 0, "The network learns all the same.");
    }
    return PartCure.told(
            Symptom.of(Severity.ERROR, 1, 0, explanation(norm, evidence.output().units()))
                .at(List.of(evidence.depth()))
                .since(1L)
                .curedBy(
                    evidence,
                    PartCure.network(
                        "no normalisation of the output",
                        evidence,
                        Parts.withoutNormalization(List.of(evidence.depth()), evidence.network()))))
        .unlessItHelps("Without normalisation of the output the job does not do better.");
  }

  private static String explanation(Normalization norm, int units) {
    return ("%s normalises the output. %s An output layer has to answer with numbers of any size: it"
            + " goes without normalisation.")
        .formatted(
            norm.label(),
            norm instanceof BatchNorm
                ? "In training an answer depends on the other samples of the batch, and at inference"
                    + " on moving statistics."
                : units == 1
                    ? "Over one unit all that is left of an answer is a constant or a sign."
                    : "Over %s units every sample's answers have the same size, whatever is certain or not."
                        .formatted(units));
  }
}
