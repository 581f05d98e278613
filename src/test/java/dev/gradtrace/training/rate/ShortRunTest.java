package dev.gradtrace.training.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.dataset.Dataset;
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
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortRunTest {

  private static final int SAMPLES = 2000;

  private static TrainingSpec deep(int layers) {
    NetworkSpec network =
        new NetworkSpec(2, Collections.nCopies(layers, LayerSpec.of(20, Elementwise.SIGMOID)));
    return new TrainingSpec(
        network,
        new Objective(Cost.MEAN_SQUARED_ERROR, 0),
        UpdateRule.of(new Optimizer.Sgd(0.1, 0, false)),
        Passes.shuffled(32, 100),
        Start.seeded(1));
  }

  private static ShortRun run(TrainingSpec spec, long work) {
    return Objects.requireNonNull(ShortRun.of(spec, SAMPLES, work));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 40})
  void takesNoMoreWorkThanItMayThoseWhoJudgeIncluded(int layers) {
    TrainingSpec spec = deep(layers);
    for (long share = 4; share <= 64; share *= 4) {
      long work = TrainingWork.ofRun(spec, SAMPLES) / share;
      ShortRun some = run(spec, work);
      assertThat(some.work(spec)).isLessThanOrEqualTo(work);
      assertThat(some.work(spec) > TrainingWork.ofRun(some.of(spec), some.samples()))
          .isEqualTo(some.judges() > 0);
    }
  }

  @Test
  void aJobOfFewStepsIsTriedWithFewerOnAllSamples() {
    TrainingSpec spec = deep(10).withEpochs(4);
    ShortRun some = run(spec, TrainingWork.ofRun(spec, SAMPLES) * 2 / 3);
    assertThat(some.samples()).isEqualTo(SAMPLES);
    assertThat(some.epochs()).isEqualTo(2);
  }

  @Test
  void noMoreJudgeThanLearn() {
    TrainingSpec spec = deep(10);
    ShortRun some = run(spec, TrainingWork.ofRun(spec, SAMPLES) / 64);
    assertThat(some.judges()).isPositive().isLessThanOrEqualTo(some.samples());
    Dataset moons = Generator.of("moons", Map.of("samples", SAMPLES, "seed", 1)).generate();
    Split data = some.of(Split.of(moons));
    assertThat(data.training().samples()).isEqualTo(some.samples());
    assertThat(Objects.requireNonNull(data.validation()).samples()).isEqualTo(some.judges());
  }

  @Test
  void aRunThatFitsIsTheWholeJob() {
    TrainingSpec spec = deep(2);
    ShortRun all = run(spec, TrainingWork.ofRun(spec, SAMPLES));
    assertThat(all).isEqualTo(new ShortRun(SAMPLES, 0, 32, 100, true));
  }

  @Test
  void aRateIsTriedOnMostSamplesThatAreSeenTwiceWhereStepsAreTooFewToTell() {
    TrainingSpec spec = deep(10);
    long twice = TrainingWork.ofRun(spec.withEpochs(2), SAMPLES);
    assertThat(alone(spec, twice))
        .isEqualTo(new ShortRun(SAMPLES, 0, 32, 2, false))
        .isNotEqualTo(run(spec, twice));
    assertThat(alone(spec, twice - 1).samples()).isEqualTo(SAMPLES / 2);
    assertThat(ShortRun.alone(spec, SAMPLES, TrainingWork.ofStep(spec, 32) * 19)).isNull();
  }

  private static ShortRun alone(TrainingSpec spec, long work) {
    return Objects.requireNonNull(ShortRun.alone(spec, SAMPLES, work));
  }
}
