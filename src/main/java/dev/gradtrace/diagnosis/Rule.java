package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.block.BatchOfOne;
import dev.gradtrace.diagnosis.block.DropoutTooStrong;
import dev.gradtrace.diagnosis.block.NormAfterSum;
import dev.gradtrace.diagnosis.block.NormOfFewUnits;
import dev.gradtrace.diagnosis.block.NormOnOutput;
import dev.gradtrace.diagnosis.block.ResidualGrowth;
import dev.gradtrace.diagnosis.block.StaleStatistics;
import dev.gradtrace.diagnosis.data.ClassImbalance;
import dev.gradtrace.diagnosis.data.ConstantTargets;
import dev.gradtrace.diagnosis.data.InputsNotScaled;
import dev.gradtrace.diagnosis.data.ValidationDiffers;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Examination.Outcome;
import dev.gradtrace.diagnosis.learning.Divergence;
import dev.gradtrace.diagnosis.learning.LearningRateTooHigh;
import dev.gradtrace.diagnosis.learning.LearningRateTooLow;
import dev.gradtrace.diagnosis.learning.LocalMinimum;
import dev.gradtrace.diagnosis.learning.OscillatingLoss;
import dev.gradtrace.diagnosis.learning.OverRegularized;
import dev.gradtrace.diagnosis.learning.Overfitting;
import dev.gradtrace.diagnosis.learning.TooFewEpochs;
import dev.gradtrace.diagnosis.learning.Underpowered;
import dev.gradtrace.diagnosis.output.CostMismatch;
import dev.gradtrace.diagnosis.output.LearningSlowdown;
import dev.gradtrace.diagnosis.output.OutputActivationMismatch;
import dev.gradtrace.diagnosis.output.SingleUnitSoftmax;
import dev.gradtrace.diagnosis.output.TargetsOutOfRange;
import dev.gradtrace.diagnosis.signal.DeadUnits;
import dev.gradtrace.diagnosis.signal.ExplodingGradient;
import dev.gradtrace.diagnosis.signal.NoNonlinearity;
import dev.gradtrace.diagnosis.signal.PoorInitialization;
import dev.gradtrace.diagnosis.signal.SaturatedUnits;
import dev.gradtrace.diagnosis.signal.SymmetricInitialization;
import dev.gradtrace.diagnosis.signal.VanishingGradient;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The rules, in causal order: a cause comes before what it explains, so that it is known when its
 * symptoms are examined.
 */
public enum Rule {
  SINGLE_UNIT_SOFTMAX(new SingleUnitSoftmax()),
  BATCH_OF_ONE(new BatchOfOne()),
  NORM_OF_FEW_UNITS(new NormOfFewUnits(), SINGLE_UNIT_SOFTMAX),
  NORM_ON_OUTPUT(new NormOnOutput(), SINGLE_UNIT_SOFTMAX, BATCH_OF_ONE),
  CONSTANT_TARGETS(new ConstantTargets(), SINGLE_UNIT_SOFTMAX),
  COST_MISMATCH(new CostMismatch(), SINGLE_UNIT_SOFTMAX),
  OUTPUT_ACTIVATION_MISMATCH(new OutputActivationMismatch(), SINGLE_UNIT_SOFTMAX, COST_MISMATCH),
  SYMMETRIC_INITIALIZATION(new SymmetricInitialization(), SINGLE_UNIT_SOFTMAX),
  INPUTS_NOT_SCALED(new InputsNotScaled(), SINGLE_UNIT_SOFTMAX, CONSTANT_TARGETS),
  TARGETS_OUT_OF_RANGE(
      new TargetsOutOfRange(), SINGLE_UNIT_SOFTMAX, CONSTANT_TARGETS, OUTPUT_ACTIVATION_MISMATCH),
  POOR_INITIALIZATION(
      new PoorInitialization(),
      SINGLE_UNIT_SOFTMAX,
      CONSTANT_TARGETS,
      SYMMETRIC_INITIALIZATION,
      INPUTS_NOT_SCALED,
      TARGETS_OUT_OF_RANGE),
  NO_NONLINEARITY(new NoNonlinearity(), SINGLE_UNIT_SOFTMAX, CONSTANT_TARGETS),
  CLASS_IMBALANCE(new ClassImbalance(), SINGLE_UNIT_SOFTMAX, CONSTANT_TARGETS),
  OVER_REGULARIZED(new OverRegularized(), SINGLE_UNIT_SOFTMAX, CONSTANT_TARGETS),
  DROPOUT_TOO_STRONG(
      new DropoutTooStrong(), SINGLE_UNIT_SOFTMAX, BATCH_OF_ONE, NORM_OF_FEW_UNITS, NORM_ON_OUTPUT),
  STALE_STATISTICS(
      new StaleStatistics(), SINGLE_UNIT_SOFTMAX, BATCH_OF_ONE, NORM_ON_OUTPUT, DROPOUT_TOO_STRONG),
  RESIDUAL_GROWTH(
      new ResidualGrowth(), SINGLE_UNIT_SOFTMAX, INPUTS_NOT_SCALED, TARGETS_OUT_OF_RANGE),
  NORM_AFTER_SUM(
      new NormAfterSum(),
      SINGLE_UNIT_SOFTMAX,
      NORM_OF_FEW_UNITS,
      NORM_ON_OUTPUT,
      DROPOUT_TOO_STRONG),
  EXPLODING_GRADIENT(
      new ExplodingGradient(),
      SINGLE_UNIT_SOFTMAX,
      INPUTS_NOT_SCALED,
      TARGETS_OUT_OF_RANGE,
      POOR_INITIALIZATION),
  LEARNING_RATE_TOO_HIGH(new LearningRateTooHigh()),
  VANISHING_GRADIENT(
      new VanishingGradient(),
      SINGLE_UNIT_SOFTMAX,
      BATCH_OF_ONE,
      CONSTANT_TARGETS,
      SYMMETRIC_INITIALIZATION,
      TARGETS_OUT_OF_RANGE,
      POOR_INITIALIZATION,
      NO_NONLINEARITY,
      OVER_REGULARIZED,
      EXPLODING_GRADIENT,
      LEARNING_RATE_TOO_HIGH),
  DEAD_UNITS(
      new DeadUnits(),
      SINGLE_UNIT_SOFTMAX,
      CONSTANT_TARGETS,
      OUTPUT_ACTIVATION_MISMATCH,
      SYMMETRIC_INITIALIZATION,
      INPUTS_NOT_SCALED,
      TARGETS_OUT_OF_RANGE,
      POOR_INITIALIZATION,
      OVER_REGULARIZED,
      EXPLODING_GRADIENT,
      LEARNING_RATE_TOO_HIGH),
  SATURATED_UNITS(
      new SaturatedUnits(),
      SINGLE_UNIT_SOFTMAX,
      CONSTANT_TARGETS,
      SYMMETRIC_INITIALIZATION,
      INPUTS_NOT_SCALED,
      TARGETS_OUT_OF_RANGE,
      POOR_INITIALIZATION,
      EXPLODING_GRADIENT,
      LEARNING_RATE_TOO_HIGH,
      VANISHING_GRADIENT),
  LEARNING_SLOWDOWN(
      new LearningSlowdown(),
      SINGLE_UNIT_SOFTMAX,
      BATCH_OF_ONE,
      OUTPUT_ACTIVATION_MISMATCH,
      INPUTS_NOT_SCALED,
      CLASS_IMBALANCE,
      EXPLODING_GRADIENT,
      LEARNING_RATE_TOO_HIGH,
      VANISHING_GRADIENT),
  DIVERGENCE(
      new Divergence(),
      SINGLE_UNIT_SOFTMAX,
      COST_MISMATCH,
      INPUTS_NOT_SCALED,
      TARGETS_OUT_OF_RANGE,
      POOR_INITIALIZATION,
      NO_NONLINEARITY,
      OVER_REGULARIZED,
      EXPLODING_GRADIENT,
      LEARNING_RATE_TOO_HIGH),
  OSCILLATING_LOSS(
      new OscillatingLoss(),
      SINGLE_UNIT_SOFTMAX,
      CONSTANT_TARGETS,
      COST_MISMATCH,
      SYMMETRIC_INITIALIZATION,
      INPUTS_NOT_SCALED,
      TARGETS_OUT_OF_RANGE,
      POOR_INITIALIZATION,
      OVER_REGULARIZED,
      EXPLODING_GRADIENT,
      LEARNING_RATE_TOO_HIGH,
      VANISHING_GRADIENT,
      DIVERGENCE),
  LEARNING_RATE_TOO_LOW(new LearningRateTooLow()),
  TOO_FEW_EPOCHS(new TooFewEpochs()),
  LOCAL_MINIMUM(new LocalMinimum()),
  UNDERPOWERED(new Underpowered()),
  VALIDATION_DIFFERS(new ValidationDiffers()),
  OVERFITTING(new Overfitting(), SINGLE_UNIT_SOFTMAX, DIVERGENCE);

  private final Examination examination;
  private final Set<Rule> causes;

  Rule(Examination examination, Rule... causes) {
    this.examination = examination;
    this.causes = Set.of(causes);
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The rules whose findings may explain one of this rule if no trial showed the cause. A rule that
   * runs the job again is affected by every other fault, so that all rules before it may.
   */
  public Set<Rule> causes() {
    return needsTrial() ? EnumSet.range(SINGLE_UNIT_SOFTMAX, values()[ordinal() - 1]) : causes;
  }

  /** Whether it runs the job again with a change, which takes time. */
  boolean needsTrial() {
    return examination.needsTrial();
  }

  Outcome examine(Evidence evidence) {
    return examination.of(evidence);
  }
}
