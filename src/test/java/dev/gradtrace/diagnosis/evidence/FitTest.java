package dev.gradtrace.diagnosis.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Objective;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.Start;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.UpdateRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class FitTest {

  private static final Dataset DATA =
      Dataset.ofTargets(new double[][] {{0}, {1}}, new double[][] {{-1}, {1}});

  private static Fit fit(Cost cost, double loss) {
    TrainingSpec spec =
        new TrainingSpec(
            new NetworkSpec(1, List.of(LayerSpec.of(1, Elementwise.LINEAR))),
            new Objective(cost, 0),
            UpdateRule.of(new Optimizer.Sgd(0.1, 0, false)),
            Passes.shuffled(2, 1),
            Start.seeded(0));
    return Fit.of(
        new LossHistory(List.of(end(0, 1), end(1, loss)), null), DataSummary.of(DATA), spec);
  }

  private static EpochEnd end(int epoch, double loss) {
    return new EpochEnd(epoch, epoch, loss, Double.NaN, Double.NaN, Double.NaN);
  }

  /** Answers that miss each target by 0.3, where a constant misses it by 1. */
  @Test
  void theSameAnswersFitAsWellUnderASquaredAndAnAbsoluteError() {
    assertThat(fit(Cost.MEAN_SQUARED_ERROR, 0.09).best()).isCloseTo(0.91, within(1e-12));
    assertThat(fit(Cost.MEAN_ABSOLUTE_ERROR, 0.3).best()).isCloseTo(0.91, within(1e-12));
    assertThat(fit(Cost.MEAN_ABSOLUTE_ERROR, 2).best()).isCloseTo(-3, within(1e-12));
  }

  @Test
  void aFitLeavesALoss() {
    assertThat(Fit.lossOf(0.91, Cost.MEAN_ABSOLUTE_ERROR)).isCloseTo(0.3, within(1e-12));
    assertThat(Fit.lossOf(0.91, Cost.QUADRATIC)).isCloseTo(0.09, within(1e-12));
  }
}
