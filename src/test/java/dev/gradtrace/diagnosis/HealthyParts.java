package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.Initializer.VarianceScaling;
import dev.gradtrace.network.LayerNormalization;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.Normalization.MovingVariance;
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.network.ResidualBlock.Position;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws healthy jobs with norms, dropout and skips, verified by running them. */
final class HealthyParts {

  private final SplittableRandom random;

  private HealthyParts(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A healthy job; draws that are not healthy are skipped. */
  static Case of(long seed) {
    for (long draw = 0; ; draw++) {
      long drawn = seed * 1_000 + draw;
      Case base = Healthy.draw(drawn);
      HealthyParts parts = new HealthyParts(drawn);
      Case job = new Case("parts: " + base.name(), parts.spec(base), base.data(), null);
      if (Healthy.isHealthy(job)) {
        return job;
      }
    }
  }

  private TrainingSpec spec(Case base) {
    TrainingSpec spec = base.spec();
    return switch (random.nextInt(4)) {
      case 0 -> spec.withNetwork(normed(spec.network(), 0));
      case 1 ->
          spec.withNetwork(
              Variations.hidden(
                  spec.network(), layer -> layer.withDropout(0.05 + 0.25 * random.nextDouble())));
      case 2 -> spec.withNetwork(blocks(spec.network()));
      default -> withoutPartialBatch(spec.withNetwork(normed(spec.network(), 0.1)));
    };
  }

  private static TrainingSpec withoutPartialBatch(TrainingSpec spec) {
    return spec.withPasses(new Passes(spec.batchSize(), spec.epochs(), true, true, null));
  }

  private NetworkSpec normed(NetworkSpec network, double dropout) {
    Normalization norm = norm();
    LayerNormalization.Position position =
        random.nextBoolean()
            ? LayerNormalization.Position.BEFORE_ACTIVATION
            : LayerNormalization.Position.AFTER_ACTIVATION;
    return Variations.hidden(
        network,
        layer ->
            layer.withNormalization(new LayerNormalization(norm, position)).withDropout(dropout));
  }

  private Normalization norm() {
    return switch (random.nextInt(3)) {
      case 0 -> LayerNorm.DEFAULT;
      case 1 -> RmsNorm.DEFAULT;
      default -> new BatchNorm(0.9, 0.001, true, true, MovingVariance.POPULATION);
    };
  }

  private NetworkSpec blocks(NetworkSpec network) {
    int count = 2 + random.nextInt(6);
    boolean normed = random.nextBoolean();
    LayerSpec layer =
        new LayerSpec(
            16, Elementwise.RELU, VarianceScaling.HE_NORMAL, Initializer.Constant.ZEROS, true);
    List<LayerSpec> layers = new ArrayList<>(List.of(layer));
    List<ResidualBlock> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      layers.add(layer);
      all.add(
          new ResidualBlock(
              layers.size(),
              layers.size(),
              normed ? 1 : 1 / Math.sqrt(count),
              normed ? LayerNorm.DEFAULT : null,
              Position.BEFORE));
    }
    layers.add(network.layer(network.depth()));
    return new NetworkSpec(network.inputs(), layers, all, null, 0);
  }
}
