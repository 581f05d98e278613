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
 * A job with a known fault.
 *
 * @param fault null if nothing is wrong
 */
record Case(String name, TrainingSpec spec, Split data, @Nullable Rule fault) {

  /** Rules that report what is below their threshold. */
  private static final Set<Rule> REPORT_SMALL_VALUES =
      Set.of(Rule.CONSTANT_TARGETS, Rule.BATCH_OF_ONE, Rule.NORM_OF_FEW_UNITS);

  /** Runs and diagnoses the job. */
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

  double fitOfValidation() {
    return Evidence.of(spec, data, run(), Effort.withoutTrials()).fitOfValidation();
  }

  /** The rules whose finding is more than information. */
  static Set<Rule> accusations(Diagnosis diagnosis) {
    Set<Rule> rules = new HashSet<>();
    diagnosis.findings().stream()
        .filter(Finding::isAccusation)
        .forEach(finding -> rules.add(finding.rule()));
    return rules;
  }

  /** The rules that are clean with a value from which they report, and do not say why. */
  static Set<Rule> silentWithoutReason(Diagnosis diagnosis) {
    Set<Rule> rules = new HashSet<>();
    diagnosis
        .clean()
        .forEach(
            (rule, clean) -> {
              boolean reports =
                  REPORT_SMALL_VALUES.contains(rule)
                      ? clean.measured() < clean.threshold()
                      : clean.measured() >= clean.threshold();
              if (reports && clean.reason() == null) {
                rules.add(rule);
              }
            });
    return rules;
  }

  /** Rules that are correct answers besides the fault: other views of the same fault. */
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
