package dev.gradtrace.diagnosis.output;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.wording.Figures;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A saturated output that is far from its target, under a cost whose gradient has the factor σ′.
 */
public final class LearningSlowdown implements Examination {

  /**
   * log₁₀ of the output's gain below which learning is slow: a fifth of the largest σ′, ¼·⅕ = 0.05.
   */
  private static final double GAIN = Math.log10(0.05);

  /** Share of the run in this state from which it is long. */
  private static final double SHARE = 0.2;

  /**
   * Loss, relative to that of the best constant answer or of the start, from which the answers are
   * far off.
   */
  private static final double WRONG = 0.8;

  @Override
  public Outcome of(Evidence evidence) {
    boolean bounded = evidence.output().activation().saturatingSlope().isPresent();
    if (!bounded || evidence.cost().wantsProbabilities()) {
      return new Outcome.NotApplicable(
          "the cost and the output do not multiply the error by a vanishing σ′");
    }
    if (evidence.data().smallestTarget() < 0 || evidence.data().largestTarget() > 1) {
      return new Outcome.NotApplicable(
          "the targets are no probabilities, which cross-entropy needs");
    }
    GradientTrace trace = evidence.trace();
    if (trace.size() < 2) {
      return new Outcome.NotApplicable("too little of the run is recorded");
    }
    double[] gains = trace.series(evidence.depth(), Metric.ACTIVATION_GAIN_LOG10);
    double[] losses = trace.losses();
    double bad = WRONG * reference(evidence, losses);
    int[] slow =
        IntStream.range(0, gains.length)
            .filter(i -> gains[i] <= GAIN && losses[i] >= bad && losses[i] > 0)
            .toArray();
    double share = slow.length / (double) gains.length;
    if (share < SHARE) {
      return new Outcome.Clean(share, SHARE);
    }
    double gain = Math.pow(10, gains[slow[0]]);
    Cost cure =
        evidence.output().activation() instanceof Softmax
            ? Cost.CATEGORICAL_CROSS_ENTROPY
            : Cost.BINARY_CROSS_ENTROPY;
    return Symptom.of(
            Severity.WARNING,
            share,
            SHARE,
            ("For %s of the run the output is badly wrong, and yet hardly learns: the gradient of the"
                    + " cost with respect to the output is large, but %s multiplies it by σ′, and the"
                    + " saturated output lets through a factor of %s only. With %s the factor σ′"
                    + " cancels and the gradient is a − y: the more wrong, the faster it learns.")
                .formatted(
                    Figures.percent(share),
                    evidence.cost().label(),
                    Figures.number(gain),
                    cure.label()))
        .at(List.of(evidence.depth()))
        .since(trace.steps()[slow[0]])
        .with("outputGain", gain)
        .with("costGradientLog10", trace.costGradientsLog10()[slow[0]])
        .with("activationGainLog10", gains[slow[0]])
        .with("loss", losses[slow[0]])
        .unlessExplained()
        .curedBy(evidence, Cure.cost(evidence, cure));
  }

  /** The loss of the best constant answer, or of the start if that is 0. */
  private static double reference(Evidence evidence, double[] losses) {
    double constant = evidence.data().constantLoss(evidence.cost());
    return constant > 1e-12 ? constant : losses[0];
  }
}
