package dev.gradtrace.diagnosis;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.diagnosis.evidence.DataSummary;
import dev.gradtrace.diagnosis.evidence.Effort;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Fit;
import dev.gradtrace.diagnosis.evidence.LossHistory;
import dev.gradtrace.diagnosis.evidence.Observation;
import dev.gradtrace.diagnosis.evidence.Probe;
import dev.gradtrace.training.TrainingSpec;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A job of which it is known what is wrong with it.
 *
 * @param fault null if nothing is wrong
 */
record Case(String name, TrainingSpec spec, Split data, @Nullable Rule fault) {

  /** The whole run, and what every rule says of it. */
  Diagnosis diagnose() {
    return Diagnosis.of(Evidence.of(spec, data, run(), Effort.usual()));
  }

  Observation run() {
    return Probe.observe(spec, data, Long.MAX_VALUE, Long.MAX_VALUE / 8);
  }

  LossHistory history() {
    return LossHistory.of(run().curve());
  }

  Fit fit() {
    return Fit.of(history(), DataSummary.of(data.training()), spec);
  }

  /** The rules that accuse it. */
  static Set<Rule> accusations(Diagnosis diagnosis) {
    Set<Rule> rules = new HashSet<>();
    diagnosis.findings().stream()
        .filter(Finding::isAccusation)
        .forEach(finding -> rules.add(finding.rule()));
    return rules;
  }

  /** What is a right answer besides the fault itself: the same thing seen from its other end. */
  Set<Rule> alsoRight() {
    if (fault == null) {
      return Set.of();
    }
    return switch (fault) {
      case SINGLE_UNIT_SOFTMAX, SYMMETRIC_INITIALIZATION -> Set.of(Rule.POOR_INITIALIZATION);
      case COST_MISMATCH -> Set.of(Rule.OUTPUT_ACTIVATION_MISMATCH);
      case OUTPUT_ACTIVATION_MISMATCH -> Set.of(Rule.COST_MISMATCH, Rule.TARGETS_OUT_OF_RANGE);
      case INPUTS_NOT_SCALED ->
          Set.of(Rule.SATURATED_UNITS, Rule.DEAD_UNITS, Rule.OSCILLATING_LOSS);
      case TARGETS_OUT_OF_RANGE -> Set.of(Rule.LEARNING_RATE_TOO_LOW, Rule.TOO_FEW_EPOCHS);
      case POOR_INITIALIZATION ->
          Set.of(
              Rule.SATURATED_UNITS,
              Rule.DEAD_UNITS,
              Rule.VANISHING_GRADIENT,
              Rule.EXPLODING_GRADIENT);
      case DEAD_UNITS -> Set.of(Rule.POOR_INITIALIZATION, Rule.LEARNING_SLOWDOWN);
      case SATURATED_UNITS -> Set.of(Rule.POOR_INITIALIZATION, Rule.INPUTS_NOT_SCALED);
      case EXPLODING_GRADIENT -> Set.of(Rule.POOR_INITIALIZATION, Rule.DIVERGENCE);
      case LEARNING_RATE_TOO_HIGH, DIVERGENCE ->
          Set.of(
              Rule.LEARNING_RATE_TOO_HIGH,
              Rule.DIVERGENCE,
              Rule.OSCILLATING_LOSS,
              Rule.SATURATED_UNITS,
              Rule.DEAD_UNITS);
      case OSCILLATING_LOSS -> Set.of(Rule.LEARNING_RATE_TOO_HIGH);
      case LEARNING_RATE_TOO_LOW -> Set.of(Rule.TOO_FEW_EPOCHS);
      case TOO_FEW_EPOCHS -> Set.of(Rule.LEARNING_RATE_TOO_LOW);
      case OVER_REGULARIZED -> Set.of(Rule.UNDERPOWERED);
      case LEARNING_SLOWDOWN ->
          Set.of(Rule.SATURATED_UNITS, Rule.POOR_INITIALIZATION, Rule.COST_MISMATCH);
      case VANISHING_GRADIENT -> Set.of(Rule.LEARNING_RATE_TOO_LOW, Rule.TOO_FEW_EPOCHS);
      case CLASS_IMBALANCE -> Set.of(Rule.LEARNING_SLOWDOWN);
      case STALE_STATISTICS -> Set.of(Rule.DROPOUT_TOO_STRONG);
      case DROPOUT_TOO_STRONG, NORM_ON_OUTPUT -> Set.of(Rule.STALE_STATISTICS);
      default -> Set.of();
    };
  }

  boolean isRight(Rule said) {
    return said == fault || alsoRight().contains(said);
  }
}
