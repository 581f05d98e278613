package dev.gradtrace.diagnosis.kinds;

import static dev.gradtrace.diagnosis.Rule.CLASS_IMBALANCE;
import static dev.gradtrace.diagnosis.Rule.COST_MISMATCH;
import static dev.gradtrace.diagnosis.Rule.DEAD_UNITS;
import static dev.gradtrace.diagnosis.Rule.DIVERGENCE;
import static dev.gradtrace.diagnosis.Rule.EXPLODING_GRADIENT;
import static dev.gradtrace.diagnosis.Rule.INPUTS_NOT_SCALED;
import static dev.gradtrace.diagnosis.Rule.LEARNING_RATE_TOO_HIGH;
import static dev.gradtrace.diagnosis.Rule.LEARNING_RATE_TOO_LOW;
import static dev.gradtrace.diagnosis.Rule.LEARNING_SLOWDOWN;
import static dev.gradtrace.diagnosis.Rule.OSCILLATING_LOSS;
import static dev.gradtrace.diagnosis.Rule.OUTPUT_ACTIVATION_MISMATCH;
import static dev.gradtrace.diagnosis.Rule.OVER_REGULARIZED;
import static dev.gradtrace.diagnosis.Rule.POOR_INITIALIZATION;
import static dev.gradtrace.diagnosis.Rule.SATURATED_UNITS;
import static dev.gradtrace.diagnosis.Rule.SYMMETRIC_INITIALIZATION;
import static dev.gradtrace.diagnosis.Rule.TARGETS_OUT_OF_RANGE;
import static dev.gradtrace.diagnosis.Rule.TOO_FEW_EPOCHS;
import static dev.gradtrace.diagnosis.Rule.UNDERPOWERED;
import static dev.gradtrace.diagnosis.Rule.VANISHING_GRADIENT;

import dev.gradtrace.diagnosis.Rule;
import dev.gradtrace.diagnosis.cases.ReadyJob;
import dev.gradtrace.diagnosis.random.Draws;
import dev.gradtrace.diagnosis.random.Score;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Common kinds of jobs, each with a generator and the expected diagnosis. */
enum Kind {
  HEALTHY(
      Expected.HEALTHY,
      base -> {
        ReadyJob job = base.settled();
        return Variant.of(job, job);
      }),
  SOFT_TARGETS(Expected.HEALTHY, DataFaults::softTargets),
  RATE_THOUSANDS_TOO_SMALL(Expected.anyOf(LEARNING_RATE_TOO_LOW), RateFaults::thousandsTooSmall),
  RATE_TOO_SMALL(
      Expected.anyOf(LEARNING_RATE_TOO_LOW).beside(TOO_FEW_EPOCHS), RateFaults::tooSmall),
  RATE_THOUSANDS_TOO_LARGE(
      Expected.anyOf(LEARNING_RATE_TOO_HIGH).beside(DIVERGENCE, OSCILLATING_LOSS),
      RateFaults::thousandsTooLarge),
  RATE_TOO_LARGE(
      Expected.anyOf(LEARNING_RATE_TOO_HIGH, OSCILLATING_LOSS).beside(DIVERGENCE),
      RateFaults::tooLarge),
  FULL_BATCH_OF_SQUARED_SOFTMAX(
      Expected.anyOf(LEARNING_RATE_TOO_LOW).beside(TOO_FEW_EPOCHS, COST_MISMATCH),
      RateFaults::fullBatchOfSquaredSoftmax),
  WORSE_THAN_CONSTANT(
      Expected.anyOf(LEARNING_RATE_TOO_LOW).beside(TOO_FEW_EPOCHS), RateFaults::worseThanConstant),
  PLATEAU(Expected.anyOf(TOO_FEW_EPOCHS, LEARNING_RATE_TOO_LOW), RateFaults::plateau),
  TOO_FEW(Expected.anyOf(TOO_FEW_EPOCHS, LEARNING_RATE_TOO_LOW), RateFaults::tooFewEpochs),
  PENALTY(Expected.anyOf(OVER_REGULARIZED), RateFaults::penalty),
  OSCILLATING(
      Expected.anyOf(OSCILLATING_LOSS, LEARNING_RATE_TOO_HIGH).beside(DIVERGENCE),
      RateFaults::oscillating),
  TINY_WEIGHTS(
      Expected.anyOf(POOR_INITIALIZATION).beside(VANISHING_GRADIENT), StartFaults::tinyWeights),
  LARGE_WEIGHTS(
      Expected.anyOf(POOR_INITIALIZATION, EXPLODING_GRADIENT).beside(DEAD_UNITS),
      StartFaults::largeWeights),
  WEIGHTS_OF_ONE_SIGN(
      Expected.anyOf(POOR_INITIALIZATION).beside(VANISHING_GRADIENT, SATURATED_UNITS, DEAD_UNITS),
      StartFaults::oneSign),
  SYMMETRIC(
      Expected.anyOf(SYMMETRIC_INITIALIZATION).beside(POOR_INITIALIZATION), StartFaults::symmetric),
  DEAD_LAYER(Expected.anyOf(DEAD_UNITS).beside(POOR_INITIALIZATION), StartFaults::deadLayer),
  SATURATED(
      Expected.anyOf(POOR_INITIALIZATION, SATURATED_UNITS).beside(LEARNING_SLOWDOWN),
      StartFaults::saturated),
  DEEP_SIGMOIDS(
      Expected.anyOf(VANISHING_GRADIENT)
          .beside(LEARNING_RATE_TOO_LOW, TOO_FEW_EPOCHS, SATURATED_UNITS),
      StartFaults::deepSigmoids),
  LOCAL_MINIMUM(
      Expected.anyOf(Rule.LOCAL_MINIMUM, POOR_INITIALIZATION, UNDERPOWERED),
      StartFaults::localMinimum),
  TOO_SMALL(Expected.anyOf(UNDERPOWERED), StartFaults::underpowered),
  UNSCALED_INPUTS(
      Expected.anyOf(INPUTS_NOT_SCALED).beside(SATURATED_UNITS, DEAD_UNITS, OSCILLATING_LOSS),
      DataFaults::unscaled),
  WRONG_OUTPUT(
      Expected.anyOf(OUTPUT_ACTIVATION_MISMATCH).beside(COST_MISMATCH, TARGETS_OUT_OF_RANGE),
      DataFaults::wrongOutput),
  RARE_CLASS(Expected.anyOf(CLASS_IMBALANCE), DataFaults::rareClass),
  PENALTY_AND_SLOW_RATE(
      Expected.allOf(OVER_REGULARIZED, LEARNING_RATE_TOO_LOW), PairFaults::penaltyAndSlowRate),
  PENALTY_AND_FAST_RATE(
      Expected.allOf(OVER_REGULARIZED, LEARNING_RATE_TOO_HIGH).beside(DIVERGENCE),
      PairFaults::penaltyAndFastRate),
  TINY_WEIGHTS_AND_SLOW_RATE(
      Expected.allOf(POOR_INITIALIZATION, LEARNING_RATE_TOO_LOW).beside(VANISHING_GRADIENT),
      PairFaults::tinyWeightsAndSlowRate),
  INPUTS_AND_OUTPUT(
      Expected.allOf(INPUTS_NOT_SCALED, OUTPUT_ACTIVATION_MISMATCH)
          .beside(COST_MISMATCH, TARGETS_OUT_OF_RANGE, DEAD_UNITS, EXPLODING_GRADIENT),
      PairFaults::inputsAndOutput),
  OUTPUT_AND_SLOW_RATE(
      Expected.allOf(OUTPUT_ACTIVATION_MISMATCH, LEARNING_RATE_TOO_LOW)
          .beside(COST_MISMATCH, TARGETS_OUT_OF_RANGE),
      PairFaults::outputAndSlowRate),
  ABSOLUTE_PENALTY(Expected.anyOf(OVER_REGULARIZED), RateFaults::absolutePenalty),

  BOUND(Expected.anyOf(OVER_REGULARIZED), RateFaults::bound),
  DECAYED_RATE(Expected.anyOf(LEARNING_RATE_TOO_LOW), RateFaults::decayed),
  CLIPPED(Expected.anyOf(LEARNING_RATE_TOO_LOW), RateFaults::clipped),
  STOPPED_EARLY(Expected.anyOf(TOO_FEW_EPOCHS), RateFaults::stoppedEarly),
  NO_HIDDEN_LAYER(Expected.anyOf(UNDERPOWERED), StartFaults::withoutHiddenLayer);

  /** Decrease of the score by a fault, at least. */
  private static final double HARM = 0.3;

  /** Share of the attainable score that counts as learnt. */
  private static final double CURED = 0.8;

  private static final int MOST_DRAWS = 200;

  /** Distance of the draws of successive seeds. */
  private static final int APART = 29;

  /** Draws a job of the kind; null if a draw fails. */
  private interface Maker {
    @Nullable Variant of(Base base);
  }

  private final Expected expected;
  private final Maker maker;

  Kind(Expected expected, Maker maker) {
    this.expected = expected;
    this.maker = maker;
  }

  Expected expected() {
    return expected;
  }

  /**
   * A job that shows the symptom, and that the repair cures, but no part of it; empty if many draws
   * fail.
   */
  Optional<Variant> draw(long seed) {
    Draws draws = new Draws(seed * APART + ordinal());
    for (int draw = 0; draw < MOST_DRAWS; draw++) {
      Variant variant = maker.of(new Base(draws));
      if (variant != null && (expected.roots().isEmpty() || isConfirmed(variant))) {
        return Optional.of(variant);
      }
    }
    return Optional.empty();
  }

  private boolean isConfirmed(Variant variant) {
    double sick = Score.of(variant.job());
    double cured = scoreOfCure(variant);
    return cured > CURED
        && sick < cured - HARM
        && variant.halfCured().stream().allMatch(half -> Score.of(half) < cured - HARM);
  }

  /** The score after the repair; a rare class is difficult, so that finding some of it suffices. */
  private double scoreOfCure(Variant variant) {
    double cured = Score.of(variant.cured());
    return this == RARE_CLASS && cured > 0.4 ? Math.max(cured, CURED + 0.01) : cured;
  }
}
