package dev.gradtrace.diagnosis.output;

import dev.gradtrace.diagnosis.evidence.DataSummary;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Fit;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.wording.Figures;
import java.util.List;

/** The output cannot take the values of the targets, or does not match the cost. */
public final class OutputActivationMismatch implements Examination {

  /** Share of the targets' range that may lie outside the range of the output. */
  private static final double BEYOND = 0.01;

  @Override
  public Outcome of(Evidence evidence) {
    Range range = Range.of(evidence.output().activation());
    double beyond = range.shareBeyond(evidence.data());
    if (beyond > BEYOND) {
      return outOfReach(evidence, range, beyond);
    }
    if (!Fit.measuresTheTask(evidence.spec()) && evidence.output().units() > 1) {
      return notADistribution(evidence);
    }
    if (isDoubtful(evidence) && evidence.isStruggling()) {
      Symptom doubt = doubtful(evidence);
      return doubt.helpsOrIsUntried()
          ? doubt
          : doubt.unlessItHelps(
              "With the output and cost that are made for the task it does no better.");
    }
    return new Outcome.Clean(beyond, BEYOND);
  }

  private static String where(Range range) {
    return Double.isInfinite(range.high())
        ? "above " + Figures.number(range.low())
        : "between %s and %s".formatted(Figures.number(range.low()), Figures.number(range.high()));
  }

  private static Symptom outOfReach(Evidence evidence, Range range, double beyond) {
    String output = evidence.output().activation().label();
    return Symptom.of(
            Severity.ERROR,
            beyond,
            BEYOND,
            ("A %s output lies %s, but the targets lie between %s and %s. What lies"
                    + " outside cannot be reached: the units are driven to the end of their range,"
                    + " where their derivative vanishes. Numbers of any size need a linear output.")
                .formatted(
                    output,
                    where(range),
                    Figures.number(evidence.data().smallestTarget()),
                    Figures.number(evidence.data().largestTarget())))
        .at(List.of(evidence.depth()))
        .with("smallestTarget", evidence.data().smallestTarget())
        .with("largestTarget", evidence.data().largestTarget())
        .asFact()
        .curedBy(evidence, Cure.matchingOutput(evidence));
  }

  private static Symptom notADistribution(Evidence evidence) {
    String output = evidence.output().activation().label();
    return Symptom.of(
            Severity.ERROR,
            1,
            0,
            ("−Σ y ln a looks only at the output of the right class. Softmax outputs compete, for"
                    + " they sum to 1; %s outputs do not, so the cost is smallest when all of them"
                    + " are 1 for every input, and the network is not asked to tell classes apart.")
                .formatted(output))
        .at(List.of(evidence.depth()))
        .asFact()
        .curedBy(evidence, Cure.matchingOutput(evidence));
  }

  /** Whether the output can work, but is not the usual choice. */
  private static boolean isDoubtful(Evidence evidence) {
    Activation output = evidence.output().activation();
    boolean classes = evidence.data().isClassification();
    boolean notMadeFor = evidence.cost() == Cost.BINARY_CROSS_ENTROPY && !output.isProbability();
    return notMadeFor
        || !classes && output == Elementwise.RELU
        || classes && output.saturatingSlope().isEmpty()
        || !classes
            && output instanceof Softmax
            && evidence.cost() != Cost.CATEGORICAL_CROSS_ENTROPY;
  }

  private static Symptom doubtful(Evidence evidence) {
    String output = evidence.output().activation().label();
    return Symptom.of(
            Severity.WARNING,
            1,
            0,
            "The run has not learnt what can be learnt, and its %s output is a likely reason: %s"
                .formatted(output, reason(evidence)))
        .at(List.of(evidence.depth()))
        .curedBy(evidence, Cure.matchingOutput(evidence));
  }

  private static String reason(Evidence evidence) {
    if (evidence.output().activation() == Elementwise.RELU) {
      return "where z is negative the output is 0 and so is its derivative; a sample that falls there"
          + " pulls it back no more.";
    }
    return evidence.data().isClassification()
        ? "it is no probability, so the cost is clipped or punishes answers that are right; sigmoid and"
            + " softmax with cross-entropy give the plain error a − y as gradient."
        : "its units compete for a sum of 1, which numbers to approximate do not have.";
  }

  /** The range of values of an activation. */
  record Range(double low, double high) {

    static Range of(Activation activation) {
      if (activation.isProbability()) {
        return new Range(0, 1);
      }
      if (activation == Elementwise.TANH) {
        return new Range(-1, 1);
      }
      boolean positive =
          activation == Elementwise.RELU
              || activation == Elementwise.SOFTPLUS
              || activation == Elementwise.EXPONENTIAL;
      return new Range(positive ? 0 : Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** The extent of targets outside the range, as a share of their own range. */
    double shareBeyond(DataSummary data) {
      double smallest = data.smallestTarget();
      double largest = data.largestTarget();
      double beyond = Math.max(0, low - smallest) + Math.max(0, largest - high);
      return beyond == 0 ? 0 : beyond / Math.max(largest - smallest, beyond);
    }
  }
}
