package dev.gradtrace.diagnosis.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.training.Objective;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.Start;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.TrainingWork;
import dev.gradtrace.training.UpdateRule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLadderTest {

  private static final int SAMPLES = 300;

  /** Runs of the job that may be made; a power of ten at a time would take more. */
  private static final int FEW = 3;

  private static TrainingSpec moons(double rate) {
    return new TrainingSpec(
        new NetworkSpec(
            2, List.of(LayerSpec.of(16, Elementwise.TANH), LayerSpec.of(1, Elementwise.SIGMOID))),
        new Objective(Cost.BINARY_CROSS_ENTROPY, 0),
        UpdateRule.of(new Optimizer.Sgd(rate, 0, false)),
        Passes.shuffled(16, 60),
        Start.seeded(3));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-4, 1e-5, 1e-6, 1e-7, 1e-8})
  void aRateThatHardlyMovesTheWeightsIsRaisedAtOnceToOneThatDoes(double rate) {
    TrainingSpec spec = moons(rate);
    Split data =
        Split.of(
                Generator.of("moons", Map.of("samples", SAMPLES, "noise", 0.1, "seed", 3))
                    .generate())
            .forOutputs(1);
    long work = TrainingWork.ofRun(spec, SAMPLES);
    Evidence job = Evidence.of(spec, data, Probe.of(spec, data), new Effort(work, FEW * work, 0));
    assertThat(job.hasHardlyMoved()).isTrue();
    RateLadder.Rung found = Objects.requireNonNull(RateLadder.up(job));
    assertThat(found.trial().helps()).as("%s", found).isTrue();
    assertThat(found.rate()).isBetween(0.01, 100.0);
  }
}
