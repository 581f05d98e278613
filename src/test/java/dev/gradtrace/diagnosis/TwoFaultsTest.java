package dev.gradtrace.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.diagnosis.evidence.Variations;
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
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs of which two things look wrong. */
class TwoFaultsTest {

  @ParameterizedTest
  @ValueSource(doubles = {100, 3000})
  void aRareClassAndAWideColumnAreMendedTogether(double width) {
    Diagnosis diagnosis = rare(1, width).diagnose();
    assertThat(Case.accusations(diagnosis))
        .containsExactlyInAnyOrder(Rule.INPUTS_NOT_SCALED, Rule.CLASS_IMBALANCE);
    assertThat(Headline.of(diagnosis).text())
        .contains("inputs not scaled", "class imbalance", " and classes weighted", "will help");
  }

  @ParameterizedTest
  @ValueSource(doubles = {100, 3000})
  void aRareClassThatScaledInputsTellIsNoFault(double width) {
    Diagnosis diagnosis = rare(3, width).diagnose();
    assertThat(Case.accusations(diagnosis)).containsExactly(Rule.INPUTS_NOT_SCALED);
    assertThat(diagnosis.findings())
        .filteredOn(finding -> finding.rule() == Rule.CLASS_IMBALANCE)
        .extracting(Finding::causedBy)
        .containsExactly(Rule.INPUTS_NOT_SCALED);
  }

  @Test
  void aRareClassAmongScaledInputsIsNamedAlone() {
    assertThat(Case.accusations(rare(1, 1).diagnose())).containsExactly(Rule.CLASS_IMBALANCE);
  }

  @Test
  void strongDropoutAndShortStepsAreMendedTogether() {
    Case job = curve(1, layer -> layer.withDropout(0.97), Elementwise.LINEAR, 1e-7);
    assertThat(Case.accusations(job.diagnose()))
        .containsExactlyInAnyOrder(Rule.DROPOUT_TOO_STRONG, Rule.LEARNING_RATE_TOO_LOW);
  }

  /** Scaled targets are enough, another output is not. */
  @Test
  void whatIsEnoughIsNamedBesideWhatIsNot() {
    Diagnosis diagnosis = curve(1e4, layer -> layer, Elementwise.SIGMOID, 0.01).diagnose();
    assertThat(Case.accusations(diagnosis))
        .containsExactlyInAnyOrder(Rule.OUTPUT_ACTIVATION_MISMATCH, Rule.TARGETS_OUT_OF_RANGE);
    assertThat(Headline.of(diagnosis).text()).contains("targets from 0 to 1 will help");
  }

  /**
   * A class of a twentieth of the samples.
   *
   * @param apart distance of the classes in three columns, in standard deviations
   * @param width factor of another column
   */
  private static Case rare(double apart, double width) {
    Random random = new Random(3);
    int samples = 600;
    double[][] inputs = gaussian(random, samples, 5);
    int[] labels = new int[samples];
    for (int j = 0; j < samples; j++) {
      labels[j] = random.nextDouble() < 0.05 ? 1 : 0;
      for (int i = 0; i < 3; i++) {
        inputs[j][i] += labels[j] * apart;
      }
      inputs[j][4] *= width;
    }
    LayerSpec hidden = Variations.wellStarted(LayerSpec.of(16, Elementwise.TANH));
    TrainingSpec spec =
        spec(
            new NetworkSpec(5, List.of(hidden, LayerSpec.of(1, Elementwise.SIGMOID))),
            Cost.BINARY_CROSS_ENTROPY,
            new Optimizer.Sgd(0.05, 0, false));
    Dataset data = Dataset.ofLabels(inputs, labels, 2).forOutputs(1);
    return new Case("rare class", spec, Split.of(data), null);
  }

  private static Case curve(
      double size, UnaryOperator<LayerSpec> change, Elementwise output, double rate) {
    double[][] inputs = gaussian(new Random(1), 300, 3);
    double[][] targets = new double[inputs.length][1];
    for (int j = 0; j < inputs.length; j++) {
      double[] x = inputs[j];
      double offset = size == 1 ? 0 : 3;
      targets[j][0] = size * (Math.sin(2 * x[0]) + x[1] * x[2] + offset);
    }
    NetworkSpec network =
        Variations.hidden(Variations.network(3, new int[] {32, 32}, 1, output), change);
    TrainingSpec spec =
        spec(network, Cost.MEAN_SQUARED_ERROR, new Optimizer.Adam(rate, 0.9, 0.999, 1e-8));
    return new Case("curve", spec, Split.of(Dataset.ofTargets(inputs, targets)), null);
  }

  private static double[][] gaussian(Random random, int samples, int features) {
    double[][] inputs = new double[samples][features];
    for (double[] row : inputs) {
      for (int i = 0; i < features; i++) {
        row[i] = random.nextGaussian();
      }
    }
    return inputs;
  }

  private static TrainingSpec spec(NetworkSpec network, Cost cost, Optimizer optimizer) {
    return new TrainingSpec(
        network,
        new Objective(cost, 0),
        UpdateRule.of(optimizer),
        cost == Cost.MEAN_SQUARED_ERROR ? Passes.shuffled(16, 60) : Passes.shuffled(32, 30),
        Start.seeded(3));
  }
}
