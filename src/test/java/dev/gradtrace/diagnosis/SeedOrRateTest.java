package dev.gradtrace.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.dataset.store.BuiltIn;
import dev.gradtrace.diagnosis.cases.Answer;
import dev.gradtrace.diagnosis.cases.ReadyJob;
import dev.gradtrace.diagnosis.examination.Examination.Outcome;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.training.Objective;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.Start;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.UpdateRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** XOR with two hidden units, stuck at a rate beside which another one is not. */
class SeedOrRateTest {

  /** About as many seeds get stuck at a tenth of the rate as at the rate. */
  @Test
  void whereAnotherSeedHelpsAsOftenAsAnotherRateTheRateIsNotBlamed() {
    Answer answer = stuck(new Optimizer.Adam(0.031179335186676573, 0.9, 0.999, 1e-7), 3970, 739570);
    assertThat(answer.said()).containsExactly(Rule.LOCAL_MINIMUM);
    Outcome.Clean rate = answer.diagnosis().clean().get(Rule.LEARNING_RATE_TOO_HIGH);
    assertThat(rate).isNotNull();
    assertThat(rate.reason()).contains("Other seeds");
  }

  /** Three of twelve seeds get out at the rate, nine at ten times the rate. */
  @Test
  void whereAnotherRateHelpsMoreOftenThanAnotherSeedTheRateIsBlamed() {
    Answer answer = stuck(new Optimizer.Sgd(0.591601379164737, 0, false), 1723, 936744);
    assertThat(answer.said()).containsExactly(Rule.LEARNING_RATE_TOO_LOW);
  }

  private static Answer stuck(Optimizer optimizer, int epochs, long seed) {
    NetworkSpec network =
        new NetworkSpec(
            2, List.of(LayerSpec.of(2, Elementwise.SIGMOID), LayerSpec.of(1, Elementwise.SIGMOID)));
    TrainingSpec spec =
        new TrainingSpec(
            network,
            new Objective(Cost.QUADRATIC, 0),
            UpdateRule.of(optimizer),
            Passes.shuffled(4, epochs),
            Start.seeded(seed));
    return new ReadyJob(spec, Split.of(BuiltIn.XOR.load())).answer();
  }
}
