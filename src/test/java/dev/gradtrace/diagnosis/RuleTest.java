package dev.gradtrace.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTest {

  private static final String TRIALS_SEE = "every rule before";

  @Test
  void aCauseStandsBeforeWhatItExplains() {
    for (Rule rule : Rule.values()) {
      assertThat(rule.causes()).as(rule.label()).allMatch(cause -> cause.compareTo(rule) < 0);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          single_unit_softmax | ''
          batch_of_one | ''
          norm_of_few_units | single_unit_softmax
          norm_on_output | single_unit_softmax batch_of_one
          constant_targets | single_unit_softmax
          cost_mismatch | single_unit_softmax
          output_activation_mismatch | single_unit_softmax cost_mismatch
          symmetric_initialization | single_unit_softmax
          inputs_not_scaled | single_unit_softmax constant_targets
          targets_out_of_range | single_unit_softmax constant_targets \
              output_activation_mismatch
          poor_initialization | single_unit_softmax constant_targets symmetric_initialization \
              inputs_not_scaled targets_out_of_range
          no_nonlinearity | single_unit_softmax constant_targets
          class_imbalance | single_unit_softmax constant_targets
          over_regularized | single_unit_softmax constant_targets
          dropout_too_strong | single_unit_softmax batch_of_one norm_of_few_units norm_on_output
          stale_statistics | single_unit_softmax batch_of_one norm_on_output dropout_too_strong
          residual_growth | single_unit_softmax inputs_not_scaled targets_out_of_range
          norm_after_sum | single_unit_softmax norm_of_few_units norm_on_output dropout_too_strong
          exploding_gradient | single_unit_softmax inputs_not_scaled targets_out_of_range \
              poor_initialization
          learning_rate_too_high | every rule before
          vanishing_gradient | single_unit_softmax batch_of_one constant_targets symmetric_initialization \
              targets_out_of_range poor_initialization no_nonlinearity \
              over_regularized exploding_gradient learning_rate_too_high
          dead_units | single_unit_softmax constant_targets \
              output_activation_mismatch symmetric_initialization \
              inputs_not_scaled targets_out_of_range poor_initialization \
              over_regularized exploding_gradient learning_rate_too_high
          saturated_units | single_unit_softmax constant_targets symmetric_initialization \
              inputs_not_scaled targets_out_of_range poor_initialization \
              exploding_gradient learning_rate_too_high vanishing_gradient
          learning_slowdown | single_unit_softmax batch_of_one output_activation_mismatch \
              inputs_not_scaled class_imbalance exploding_gradient \
              learning_rate_too_high vanishing_gradient
          divergence | single_unit_softmax cost_mismatch inputs_not_scaled \
              targets_out_of_range poor_initialization no_nonlinearity \
              over_regularized exploding_gradient learning_rate_too_high
          oscillating_loss | single_unit_softmax constant_targets cost_mismatch \
              symmetric_initialization inputs_not_scaled \
              targets_out_of_range poor_initialization over_regularized \
              exploding_gradient learning_rate_too_high vanishing_gradient \
              divergence
          learning_rate_too_low | every rule before
          too_few_epochs | every rule before
          local_minimum | every rule before
          underpowered | every rule before
          validation_differs | ''
          overfitting | single_unit_softmax divergence
          """)
  void isExplainedBy(String label, String causes) {
    Rule rule = rule(label);
    Set<Rule> expected =
        causes.equals(TRIALS_SEE)
            ? Arrays.stream(Rule.values())
                .filter(other -> other.compareTo(rule) < 0)
                .collect(Collectors.toSet())
            : Arrays.stream(causes.split(" "))
                .filter(cause -> !cause.isEmpty())
                .map(RuleTest::rule)
                .collect(Collectors.toSet());
    assertThat(rule.causes()).isEqualTo(expected);
  }

  private static Rule rule(String label) {
    return Rule.valueOf(label.toUpperCase(Locale.ROOT));
  }
}
