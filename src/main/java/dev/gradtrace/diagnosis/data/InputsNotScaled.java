package dev.gradtrace.diagnosis.data;

import dev.gradtrace.dataset.DatasetSummary.Column;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.evidence.Trial.NotTried;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.wording.Figures;
import java.util.List;

/** Features are too large, or too different in scale, for one learning rate. */
public final class InputsNotScaled implements Examination {

  /** √(mean² + std²) of a feature from which it is large; initializers assume 1. */
  private static final double LARGE = 5;

  /**
   * Ratio of the largest to the smallest std of features that is tolerated; curvatures differ by
   * its square.
   */
  private static final double RATIO = 20;

  /** Share of saturated activations of the first layer at the start. */
  private static final double BLIND = 0.9;

  /** Share of the changed job's fit that the run must lack, in (0, 1). */
  private static final double IMPROVEMENT = 0.15;

  /** Fit of a network whose first layer does well, whatever its inputs. */
  private static final double RIGHT = 0.95;

  /** Samples from which the same inputs in all of them are no look at one point. */
  private static final int SOME = 10;

  private static final String SATURATED = "saturatedAtStart";

  @Override
  public Outcome of(Evidence evidence) {
    List<Column> features = evidence.data().features();
    double largest = evidence.data().largestFeature();
    double smallest =
        features.stream()
            .filter(column -> column.std() > 0)
            .mapToDouble(Column::std)
            .min()
            .orElse(largest);
    double widest = features.stream().mapToDouble(Column::std).max().orElse(0);
    if (widest == 0 && evidence.data().samples() >= SOME && !evidence.data().hasConstantTargets()) {
      return constant(widest, largest);
    }
    double ratio = smallest > 0 ? widest / smallest : 1;
    boolean suspicious =
        largest > LARGE || ratio > RATIO && widest > 1 || widest > 0 && widest < 1 / RATIO;
    boolean blind = largest > LARGE && isBlind(evidence);
    if (!suspicious) {
      return new Outcome.Clean(largest, LARGE);
    }
    if (!blind && !evidence.isStruggling()) {
      return Outcome.beyond(largest, LARGE, "The network learns all the same.");
    }
    Cure scaled = Cure.scaledInputs(evidence);
    if (blind && evidence.fit().best() >= RIGHT) {
      return ofRightAnswers(symptom(largest, ratio), evidence, scaled);
    }
    Symptom symptom = symptom(largest, ratio).curedBy(evidence, scaled);
    if (blind) {
      return symptom.with(SATURATED, saturated(evidence)).unlessExplained();
    }
    Trial trial = symptom.trial();
    if (trial == null) {
      return largest > 2 * LARGE ? symptom : Outcome.untried(NotTried.BUDGET);
    }
    symptom = symptom.with("fit", trial.here()).with("fitWithScaledInputs", trial.there());
    return trial.improvement() >= IMPROVEMENT
        ? symptom.unlessExplained()
        : symptom.unlessItHelps("With inputs of mean 0 and variance 1 alone", trial);
  }

  /** The symptom if every sample has the same inputs. */
  private static Symptom constant(double widest, double largest) {
    return Symptom.of(
            Severity.ERROR,
            widest,
            0,
            "Every sample has the same inputs, so that nothing tells one from another and the best"
                + " answer is a constant: no network, rate or length learns more. Look at how the"
                + " inputs were made: a wrong or an empty column, or a scaling that makes everything"
                + " 0.")
        .at(List.of(1))
        .with("largestFeature", largest)
        .asFact();
  }

  /**
   * The outcome of a network that is nearly always right behind a first layer of steps: it can be
   * that by heart, so that samples held back decide.
   */
  private static Outcome ofRightAnswers(Symptom symptom, Evidence evidence, Cure scaled) {
    Trial trial = evidence.trials().onOthers(scaled.change());
    Symptom tried =
        symptom.curedBy(scaled, trial).with(SATURATED, saturated(evidence)).unlessExplained();
    return trial.isMade()
        ? tried.unlessItHelps(
            "The first layer is a step function, but of samples held back the job makes a fit of %s, with scaled inputs %s."
                .formatted(Figures.fit(trial.here()), Figures.fit(trial.there())))
        : tried;
  }

  /** Whether the first layer is a step function that does not learn, whatever the others do. */
  private static boolean isBlind(Evidence evidence) {
    return evidence.depth() > 1 && saturated(evidence) > BLIND;
  }

  private static double saturated(Evidence evidence) {
    return evidence.start().get(1, Metric.SATURATED_FRACTION);
  }

  private static Symptom symptom(double largest, double ratio) {
    return Symptom.of(
            Severity.WARNING,
            largest,
            LARGE,
            ("The largest feature is about %s in size, and the widest varies %s times as much as"
                    + " the narrowest. Initial weights are made for inputs of mean 0 and variance"
                    + " 1: larger ones saturate or overdrive the first layer, and one learning"
                    + " rate cannot suit features of different size.")
                .formatted(Figures.number(largest), Figures.number(ratio)))
        .at(List.of(1))
        .with("largestFeature", largest)
        .with("ratioOfSpreads", ratio);
  }
}
