package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.Diagnosis.Doubt;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.examination.Examination.Outcome;
import dev.gradtrace.wording.Figures;
import java.util.ArrayList;
import java.util.List;

/** Determines why a run was shown to be neither healthy nor faulty. */
final class Doubts {

  private Doubts() {}

  static List<Doubt> of(Evidence evidence, Outcomes outcomes) {
    if (evidence.isTrainedElsewhere()) {
      return Elsewhere.doubts();
    }
    if (!evidence.isWhole()) {
      return List.of(soFar(evidence.isOver()));
    }
    List<Doubt> doubts = new ArrayList<>();
    doubts.add(attainment(evidence));
    outcomes.tried().forEach((what, trial) -> doubts.add(doubt(what, trial)));
    outcomes
        .of(Outcome.NotChecked.class)
        .forEach(
            (rule, missing) ->
                doubts.add(
                    new Doubt(
                        rule.label(), "not tried: " + missing.detail(), wouldDecide(missing))));
    return doubts;
  }

  private static Doubt soFar(boolean over) {
    String tried = "the run as far as it has come";
    return over
        ? new Doubt(tried, "it was ended before its last step", "a run to the end")
        : new Doubt(tried, "it is not over", "the diagnosis of the run when it has ended");
  }

  private static Doubt attainment(Evidence evidence) {
    double best = Math.max(0, evidence.attainable().best());
    if (evidence.showsNothing()) {
      return new Doubt(
          "what can be attained: " + evidence.attainable().basis(),
          "a fit of %s, no more than chance, and no more by the job on samples held back from it; of those it learns from, of which it makes %s, it can only learn the noise by heart"
              .formatted(Figures.fit(best), Figures.fit(evidence.fit().best())),
          "data whose inputs tell of the targets, or more of them");
    }
    return new Doubt(
        "what can be attained: " + evidence.attainable().basis(),
        "a fit of %s, where the run has %s"
            .formatted(Figures.fit(best), Figures.fit(evidence.fit().best())),
        best < Evidence.SOMETHING
            ? "a network that learns something from these data: nothing tried here does"
            : "a change of the job that comes near it: none tried alone does");
  }

  private static Doubt doubt(String what, Trial trial) {
    return new Doubt(
        what,
        "%s after %s epochs on %s samples"
            .formatted(Figures.fit(trial.there(), trial.here()), trial.epochs(), trial.samples()),
        trial.helps() ? "a longer run with this change" : "the same with another change beside it");
  }

  private static String wouldDecide(Outcome.NotChecked missing) {
    return switch (missing.reason()) {
      case BUDGET -> "a run of the job with the remedy of the rule";
      case NEEDS_DATA -> "more samples";
      case RUN_NOT_OVER -> "a run that ends by itself";
    };
  }
}
