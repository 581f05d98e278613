package dev.gradtrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization.BatchNorm;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointTest {

  private static final Split DATA = Runs.xorData();

  private static final Optimizer.Sgd MOMENTUM = new Optimizer.Sgd(0.1, 0.9, false);

  @Test
  void doesNotChangeWithTheRun() {
    TrainingRun run = TrainingRun.of(runs().spec(), DATA);
    advance(run, 6);
    Checkpoint checkpoint = run.checkpoint();
    double[] weights = checkpoint.parameters().weights(1).toArray();
    double[] memory = checkpoint.memories().get(0).weights(1).toArray();
    advance(run, 6);
    assertThat(checkpoint.parameters().weights(1).toArray()).isEqualTo(weights);
    assertThat(checkpoint.memories().get(0).weights(1).toArray()).isEqualTo(memory);
  }

  @Test
  void servesAnyNumberOfRuns() {
    TrainingRun run = TrainingRun.of(runs().spec(), DATA);
    advance(run, 6);
    Checkpoint checkpoint = run.checkpoint();
    TrainingRun first = TrainingRun.of(runs().spec(), DATA, checkpoint);
    advance(first, 4);
    TrainingRun second = TrainingRun.of(runs().spec(), DATA, checkpoint);
    advance(second, 4);
    assertThat(second.network().weights(1).toArray())
        .isEqualTo(first.network().weights(1).toArray());
  }

  @Test
  void ofAnEndedRunIsAnEndedRun() {
    TrainingRun run = TrainingRun.of(runs().spec(), DATA);
    run.stop(StopReason.CANCELLED);
    TrainingRun resumed = TrainingRun.of(runs().spec(), DATA, run.checkpoint());
    assertThat(resumed.hasNext()).isFalse();
    assertThat(resumed.stopReason()).isEqualTo(StopReason.CANCELLED);
  }

  static Stream<Arguments> others() {
    return Stream.of(
        other("it has 1 memories, but adam needs 2", runs().optimizer(adam())),
        other("it has 2 layers, but the network has 3", runs().network(Runs.sigmoids(2, 3, 3, 1))),
        other(
            "the normalisations of its layer 1 are not those of the network",
            runs().network(normalised())),
        other(
            "its layer 1 has 3×2 weights, but that of the network 4×2",
            runs().network(Runs.sigmoids(2, 4, 1))),
        other("it stands in epoch 3 of 2", runs().epochs(2)),
        other("it stands after step 5, but epoch 3, batch 1 is after step 3", runs().batchSize(4)));
  }

  private static Arguments other(String reason, Runs runs) {
    return Arguments.of(Named.of(reason, runs.spec()), reason);
  }

  @ParameterizedTest
  @MethodSource("others")
  void isRefusedByAnotherRun(TrainingSpec spec, String reason) {
    TrainingRun run = TrainingRun.of(runs().spec(), DATA);
    while (run.stepsTaken() < 5) {
      run.next();
    }
    Checkpoint checkpoint = run.checkpoint();
    assertThatThrownBy(() -> TrainingRun.of(spec, DATA, checkpoint))
        .isInstanceOf(UnfitCheckpoint.class)
        .hasMessage("the checkpoint is of another run: " + reason);
  }

  private static NetworkSpec normalised() {
    return new NetworkSpec(
        2,
        List.of(
            LayerSpec.of(3, Elementwise.TANH).withNormalization(BatchNorm.DEFAULT),
            LayerSpec.of(1, Elementwise.SIGMOID)));
  }

  private static Optimizer adam() {
    return new Optimizer.Adam(0.1, 0.9, 0.999, 1e-7);
  }

  private static Runs runs() {
    return Runs.xor().optimizer(MOMENTUM).batchSize(2);
  }

  private static void advance(TrainingRun run, int events) {
    for (int i = 0; i < events; i++) {
      run.next();
    }
  }
}
