package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.Evidence;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What can be wrong with a run, in causal order: a cause stands before what it explains, so that a
 * root cause is known before its symptoms are judged.
 */
public enum Rule {
  SINGLE_UNIT_SOFTMAX(new SingleUnitSoftmax()),
  CONSTANT_TARGETS(new ConstantTargets(), SINGLE_UNIT_SOFTMAX),
  COST_MISMATCH(new CostMismatch(), SINGLE_UNIT_SOFTMAX),
  OUTPUT_ACTIVATION_MISMATCH(new OutputActivationMismatch(), SINGLE_UNIT_SOFTMAX, COST_MISMATCH),
  SYMMETRIC_INITIALIZATION(new SymmetricInitialization(), SINGLE_UNIT_SOFTMAX),
  INPUTS_NOT_SCALED(new InputsNotScaled(), SINGLE_UNIT_SOFTMAX, CONSTANT_TARGETS),
  TARGETS_OUT_OF_RANGE(
      new TargetsOutOfRange(), SINGLE_UNIT_SOFTMAX, OUTPUT_ACTIVATION_MISMATCH, CONSTANT_TARGETS),
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
  EXPLODING_GRADIENT(
      new ExplodingGradient(),
      SINGLE_UNIT_SOFTMAX,
      INPUTS_NOT_SCALED,
      TARGETS_OUT_OF_RANGE,
      POOR_INITIALIZATION),
  LEARNING_RATE_TOO_HIGH(
      new LearningRateTooHigh(),
      OUTPUT_ACTIVATION_MISMATCH,
      SYMMETRIC_INITIALIZATION,
      NO_NONLINEARITY,
      CLASS_IMBALANCE,
      SINGLE_UNIT_SOFTMAX,
      CONSTANT_TARGETS,
      COST_MISMATCH,
      INPUTS_NOT_SCALED,
      TARGETS_OUT_OF_RANGE,
      POOR_INITIALIZATION,
      OVER_REGULARIZED,
      EXPLODING_GRADIENT),
  VANISHING_GRADIENT(
      new VanishingGradient(),
      TARGETS_OUT_OF_RANGE,
      NO_NONLINEARITY,
      OVER_REGULARIZED,
      SINGLE_UNIT_SOFTMAX,
      CONSTANT_TARGETS,
      SYMMETRIC_INITIALIZATION,
      POOR_INITIALIZATION,
      EXPLODING_GRADIENT,
      LEARNING_RATE_TOO_HIGH),
  DEAD_UNITS(
      new DeadUnits(),
      OUTPUT_ACTIVATION_MISMATCH,
      TARGETS_OUT_OF_RANGE,
      EXPLODING_GRADIENT,
      OVER_REGULARIZED,
      SINGLE_UNIT_SOFTMAX,
      CONSTANT_TARGETS,
      SYMMETRIC_INITIALIZATION,
      INPUTS_NOT_SCALED,
      POOR_INITIALIZATION,
      LEARNING_RATE_TOO_HIGH),
  SATURATED_UNITS(
      new SaturatedUnits(),
      VANISHING_GRADIENT,
      SYMMETRIC_INITIALIZATION,
      SINGLE_UNIT_SOFTMAX,
      CONSTANT_TARGETS,
      INPUTS_NOT_SCALED,
      TARGETS_OUT_OF_RANGE,
      POOR_INITIALIZATION,
      EXPLODING_GRADIENT,
      LEARNING_RATE_TOO_HIGH),
  LEARNING_SLOWDOWN(
      new LearningSlowdown(),
      SINGLE_UNIT_SOFTMAX,
      CLASS_IMBALANCE,
      OUTPUT_ACTIVATION_MISMATCH,
      EXPLODING_GRADIENT,
      INPUTS_NOT_SCALED,
      VANISHING_GRADIENT,
      LEARNING_RATE_TOO_HIGH),
  DIVERGENCE(
      new Divergence(),
      COST_MISMATCH,
      NO_NONLINEARITY,
      SINGLE_UNIT_SOFTMAX,
      INPUTS_NOT_SCALED,
      TARGETS_OUT_OF_RANGE,
      POOR_INITIALIZATION,
      OVER_REGULARIZED,
      EXPLODING_GRADIENT,
      LEARNING_RATE_TOO_HIGH),
  OSCILLATING_LOSS(
      new OscillatingLoss(),
      SYMMETRIC_INITIALIZATION,
      VANISHING_GRADIENT,
      COST_MISMATCH,
      SINGLE_UNIT_SOFTMAX,
      CONSTANT_TARGETS,
      INPUTS_NOT_SCALED,
      TARGETS_OUT_OF_RANGE,
      POOR_INITIALIZATION,
      OVER_REGULARIZED,
      EXPLODING_GRADIENT,
      LEARNING_RATE_TOO_HIGH,
      DIVERGENCE),
  LEARNING_RATE_TOO_LOW(
      new LearningRateTooLow(),
      SINGLE_UNIT_SOFTMAX,
      CONSTANT_TARGETS,
      COST_MISMATCH,
      OUTPUT_ACTIVATION_MISMATCH,
      SYMMETRIC_INITIALIZATION,
      INPUTS_NOT_SCALED,
      TARGETS_OUT_OF_RANGE,
      POOR_INITIALIZATION,
      NO_NONLINEARITY,
      CLASS_IMBALANCE,
      OVER_REGULARIZED,
      EXPLODING_GRADIENT,
      LEARNING_RATE_TOO_HIGH,
      VANISHING_GRADIENT,
      DEAD_UNITS,
      SATURATED_UNITS,
      LEARNING_SLOWDOWN,
      DIVERGENCE,
      OSCILLATING_LOSS),
  TOO_FEW_EPOCHS(new TooFewEpochs(), join(LEARNING_RATE_TOO_LOW)),
  UNDERPOWERED(new Underpowered(), join(LEARNING_RATE_TOO_LOW, TOO_FEW_EPOCHS)),
  OVERFITTING(new Overfitting(), SINGLE_UNIT_SOFTMAX, DIVERGENCE);

  private final Examination examination;
  private final List<Rule> causes;

  Rule(Examination examination, Rule... causes) {
    this.examination = examination;
    this.causes = List.of(causes);
  }

  /** The causes of a rule, itself, and others. */
  private static Rule[] join(Rule rule, Rule... others) {
    Rule[] all = Arrays.copyOf(others, others.length + rule.causes.size() + 1);
    all[others.length] = rule;
    for (int i = 0; i < rule.causes.size(); i++) {
      all[others.length + 1 + i] = rule.causes.get(i);
    }
    return all;
  }

  /** The name in the contract. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What explains a finding of this rule. */
  public List<Rule> causes() {
    return causes;
  }

  /** Whether it is answered by running the job again with a change, which takes time. */
  boolean needsTrial() {
    return examination.needsTrial();
  }

  Outcome examine(Evidence evidence) {
    return examination.of(evidence);
  }
}
