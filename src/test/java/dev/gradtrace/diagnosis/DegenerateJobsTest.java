package dev.gradtrace.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs with zeros where others have numbers: sentences about them say no more than there is. */
class DegenerateJobsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aLayerOfZerosIsNamedWithItsNumber(int zeros) {
    Diagnosis diagnosis = diagnosis(0.01, zeros, Elementwise.LINEAR);
    assertThat(diagnosis.findings())
        .filteredOn(finding -> finding.rule() == Rule.POOR_INITIALIZATION)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.symptom().measured()).isGreaterThanOrEqualTo(2);
              assertThat(finding.symptom().layers()).containsExactly(zeros);
            });
  }

  @ParameterizedTest
  @CsvSource({"0.01, 1, LINEAR", "0.01, 2, LINEAR", "0, 0, LINEAR", "0.01, 0, RELU"})
  void nothingIsInfiniteOrNoNumber(double rate, int zeros, Elementwise output) {
    Diagnosis diagnosis = diagnosis(rate, zeros, output);
    assertThat(diagnosis.findings()).isNotEmpty();
    assertThat(diagnosis.findings().stream().map(DegenerateJobsTest::text))
        .noneMatch(text -> text.contains("infinite") || text.contains("not a number"));
  }

  private static String text(Finding finding) {
    return finding.symptom().explanation();
  }

  /**
   * @param zeros number of the layer whose weights are 0; 0 for none
   */
  private static Diagnosis diagnosis(double rate, int zeros, Elementwise output) {
    NetworkSpec network =
        new NetworkSpec(
            3,
            List.of(
                layer(1, zeros, LayerSpec.of(16, Elementwise.RELU)),
                layer(2, zeros, LayerSpec.of(16, Elementwise.RELU)),
                LayerSpec.of(1, output)));
    Random random = new Random(1);
    double[][] inputs = new double[200][3];
    double[][] targets = new double[200][1];
    for (int j = 0; j < 200; j++) {
      for (int i = 0; i < 3; i++) {
        inputs[j][i] = random.nextGaussian();
      }
      targets[j][0] = inputs[j][0] * inputs[j][1] - inputs[j][2];
    }
    TrainingSpec spec =
        new TrainingSpec(
            network,
            new Objective(Cost.MEAN_SQUARED_ERROR, 0),
            UpdateRule.of(new Optimizer.Adam(rate, 0.9, 0.999, 1e-8)),
            Passes.shuffled(20, 60),
            Start.seeded(1));
    return new Case("degenerate", spec, Split.of(Dataset.ofTargets(inputs, targets)), null)
        .diagnose();
  }

  private static LayerSpec layer(int l, int zeros, LayerSpec usual) {
    return l == zeros
        ? usual.startedFrom(Initializer.Constant.ZEROS, Initializer.Constant.ZEROS)
        : usual;
  }
}
