package dev.gradtrace.diagnosis.data;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.training.score.AnswerScores;
import dev.gradtrace.wording.Figures;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One class is so frequent that always predicting it looks good, and the network does. */
public final class ClassImbalance implements Examination {

  /** Share of the largest class. */
  private static final double MAJORITY = AnswerScores.IMBALANCE;

  /**
   * Balanced accuracy above that of a constant answer, from which a network has learnt to
   * distinguish classes.
   */
  private static final double LEARNT = 0.2;

  @Override
  public Outcome of(Evidence evidence) {
    if (!evidence.data().isClassification()) {
      return new Outcome.NotApplicable("the task is a regression");
    }
    double majority = evidence.data().majority();
    if (majority < MAJORITY || majority == 1) {
      return Outcome.silent(majority, MAJORITY, "There is no other class.");
    }
    if (!evidence.hasHistory() || evidence.history().isBroken()) {
      return Outcome.beyond(
          majority, MAJORITY, "The run has not come to answers yet, or broke off.");
    }
    AnswerScores scores = evidence.scores();
    return ignoresTheRare(evidence, scores)
        ? symptom(evidence, majority, scores)
        : Outcome.beyond(majority, MAJORITY, "The network finds the other classes, too.");
  }

  /**
   * Whether the run ignores rare classes: judged by recall per class, or if unknown by accuracy and
   * loss.
   */
  private static boolean ignoresTheRare(Evidence evidence, @Nullable AnswerScores scores) {
    double told = scores == null ? Double.NaN : scores.aboveConstant();
    return Double.isNaN(told)
        ? evidence.fit().ofAccuracy() < LEARNT && !(evidence.fit().ofLoss() > 0.5)
        : told < LEARNT;
  }

  private static Outcome symptom(
      Evidence evidence, double majority, @Nullable AnswerScores scores) {
    Symptom symptom =
        Symptom.of(
                Severity.WARNING,
                majority,
                MAJORITY,
                ("%s of the samples are of one class, and the network hardly finds the others:"
                        + " answering that class always is right as often. Accuracy hides this."
                        + " Weigh the classes by how rare they are, or give the rare ones more"
                        + " samples, and judge by each class.")
                    .formatted(Figures.percent(majority)))
            .with("classCounts", Arrays.stream(evidence.data().counts()).boxed().toList())
            .with("accuracy", evidence.history().last().trainingAccuracy())
            .asFact();
    if (scores == null || Double.isNaN(scores.aboveConstant())) {
      return symptom;
    }
    Cure cure = Cure.balancedClasses(evidence);
    Symptom judged =
        symptom
            .with("balancedAccuracy", scores.balancedAccuracy())
            .with("recallOfRarestClass", scores.recallOfRarest());
    if (cure.isThere(evidence)) {
      return judged;
    }
    Trial balanced = evidence.trials().byClass(cure.change());
    return balanced.helps() && !evidence.attainable().findsRareClasses()
        ? judged.explainedBy(
            "Even learners that give the other classes more weight find them among samples held back"
                + " no more often than by chance: the inputs do not tell them apart.")
        : judged.curedBy(cure, balanced);
  }
}
