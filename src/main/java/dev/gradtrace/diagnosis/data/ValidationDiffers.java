package dev.gradtrace.diagnosis.data;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.evidence.Trial.NotTried;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.wording.Figures;

/**
 * The validation samples are of another kind than the training samples: the job does well on some
 * of the latter that are held back from it, and badly on the former.
 */
public final class ValidationDiffers implements Examination {

  /** Difference of the two fits. */
  private static final double DIFFERENCE = 0.3;

  /** The same in standard errors, each of which is at most 1/√samples in a fit of two classes. */
  private static final double STANDARD_ERRORS = 2;

  /** Share of what is missing on the validation samples that is there on those held back. */
  private static final double SHARE = 0.5;

  /** Share of the training samples that is held back. */
  private static final double HELD_BACK = 0.25;

  @Override
  public Outcome of(Evidence evidence) {
    Dataset given = evidence.split().validation();
    double there = evidence.fitOfValidation();
    if (given == null || Double.isNaN(there)) {
      return new Outcome.NotApplicable("nothing was held back to judge by");
    }
    double threshold = threshold(evidence, given);
    double most = evidence.fit().best() - Math.max(0, there);
    if (!(most >= threshold)) {
      return new Outcome.Clean(Math.max(0, most), threshold);
    }
    Trial own = evidence.trials().onItsOwn();
    NotTried untried = own.untried();
    if (untried != null) {
      return Outcome.untried(untried);
    }
    double difference = own.there() - Math.max(0, there);
    if (!(difference >= Math.max(threshold, SHARE * most))) {
      return Outcome.silent(
          difference, threshold, "On samples held back the job does not do well either.");
    }
    return Symptom.of(
            Severity.WARNING,
            difference,
            threshold,
            ("Trained on %s of its samples the job reaches a fit of %s on others of them, but on the"
                    + " %s validation samples the fit is %s: these are of another kind. Their columns may"
                    + " be in another order, scaled otherwise or in other units, their classes numbered"
                    + " otherwise, or they come from elsewhere. The network does not learn by heart: no"
                    + " penalty and no early stopping mends that. Make the validation samples as the"
                    + " training samples were made, or train on samples of both kinds.")
                .formatted(
                    own.samples(),
                    Figures.number(own.there()),
                    given.samples(),
                    Figures.number(there)))
        .with("fitOfHeldBack", own.there())
        .with("fitOfValidation", there)
        .with("fitOfTraining", evidence.fit().best())
        .asFact();
  }

  private static double threshold(Evidence evidence, Dataset given) {
    double variance = 1.0 / given.samples() + 1 / (HELD_BACK * evidence.data().samples());
    return Math.max(DIFFERENCE, STANDARD_ERRORS * Math.sqrt(variance));
  }

  /** Whether a run was shown to be judged by samples of another kind. */
  public static boolean isShown(Evidence evidence) {
    return new ValidationDiffers().of(evidence) instanceof Symptom;
  }
}
