package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.Parts;
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
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Faults of norms, dropout and skips. Each job has a counterpart that differs only in the mended
 * part, and must learn what the faulty job does not.
 */
final class FaultyParts {

  /** Smallest fit of the counterpart. */
  private static final double GOOD = 0.8;

  private static final double HARM = 0.25;

  private final FaultDraw draw;

  FaultyParts(FaultDraw draw) {
    this.draw = draw;
  }

  static boolean isOne(Rule fault) {
    return switch (fault) {
      case BATCH_OF_ONE,
          NORM_OF_FEW_UNITS,
          NORM_ON_OUTPUT,
          DROPOUT_TOO_STRONG,
          STALE_STATISTICS,
          RESIDUAL_GROWTH,
          NORM_AFTER_SUM ->
          true;
      default -> false;
    };
  }

  /** Whether the job learns much less than its counterpart. */
  static boolean harms(Case sick) {
    double cured = new Case(sick.name(), mended(sick), sick.data(), null).fit().best();
    return cured >= GOOD && !(sick.fit().best() > cured - HARM);
  }

  /** The job with the fault; null if that is impossible. */
  @Nullable Case infect(Case base) {
    TrainingSpec spec =
        switch (draw.fault()) {
          case BATCH_OF_ONE -> smallBatches(base);
          case NORM_OF_FEW_UNITS -> fewUnits(base);
          case NORM_ON_OUTPUT -> onOutput(base);
          case DROPOUT_TOO_STRONG -> dropout(base);
          case STALE_STATISTICS -> stale(base);
          case RESIDUAL_GROWTH ->
              blocks(base, 4 + draw.random().nextInt(20), null, Position.BEFORE);
          case NORM_AFTER_SUM -> afterSum(base);
          default -> throw new AssertionError(draw.fault());
        };
    return spec == null ? null : draw.with(base, spec);
  }

  /** The job without the fault. */
  private static TrainingSpec mended(Case sick) {
    TrainingSpec spec = sick.spec();
    NetworkSpec network = spec.network();
    return switch (sick.fault() == null ? Rule.DIVERGENCE : sick.fault()) {
      case BATCH_OF_ONE -> spec.withPasses(new Passes(16, spec.epochs(), true, true, null));
      case NORM_OF_FEW_UNITS, NORM_ON_OUTPUT ->
          spec.withNetwork(
              Parts.withInput(
                  null,
                  Parts.withoutNormalization(
                      IntStream.rangeClosed(1, network.depth()).boxed().toList(), network)));
      case DROPOUT_TOO_STRONG -> spec.withNetwork(network.withoutDropout());
      case STALE_STATISTICS ->
          network.hasDropout()
              ? spec.withNetwork(Parts.dropoutBehindNorms(network))
              : spec.withNetwork(Parts.withMomentum(0.9, network));
      case RESIDUAL_GROWTH ->
          spec.withNetwork(Parts.scaledResiduals(1 / Math.sqrt(network.blocks().size()), network));
      case NORM_AFTER_SUM -> spec.withNetwork(Parts.normalizedBefore(LayerNorm.DEFAULT, network));
      default -> throw new AssertionError(sick.fault());
    };
  }

  private @Nullable TrainingSpec smallBatches(Case base) {
    TrainingSpec spec = normed(base.spec(), draw.random().nextBoolean() ? 0.9 : 0.5);
    int samples = base.data().training().samples();
    int size = 1 + draw.random().nextInt(3);
    if (size == 3) {
      size = 8 + draw.random().nextInt(8);
      while (size < samples && samples % size != 1) {
        size++;
      }
    }
    return size >= samples
        ? null
        : spec.withPasses(
            Passes.shuffled(size, size < 3 ? Math.min(30, spec.epochs()) : spec.epochs()));
  }

  private @Nullable TrainingSpec fewUnits(Case base) {
    TrainingSpec spec = base.spec();
    NetworkSpec network = spec.network();
    if (draw.random().nextBoolean()) {
      boolean fits = network.inputs() <= 2;
      Normalization norm = network.inputs() == 1 ? oneOfSamples() : LayerNorm.DEFAULT;
      return fits ? spec.withNetwork(Parts.withInput(norm, network)) : null;
    }
    if (network.depth() == 1) {
      return null;
    }
    int where = 1 + draw.random().nextInt(network.depth() - 1);
    int units = 1 + draw.random().nextInt(2);
    Normalization norm = units == 1 ? oneOfSamples() : LayerNorm.DEFAULT;
    return spec.withNetwork(
        Parts.replaced(
            List.of(where), layer -> layer.withUnits(units).withNormalization(norm), network));
  }

  private Normalization oneOfSamples() {
    return draw.random().nextBoolean() ? LayerNorm.DEFAULT : RmsNorm.DEFAULT;
  }

  private TrainingSpec onOutput(Case base) {
    NetworkSpec network = base.spec().network();
    Normalization norm = draw.random().nextInt(4) == 0 ? BatchNorm.DEFAULT : oneOfSamples();
    return base.spec()
        .withNetwork(
            Parts.replaced(
                List.of(network.depth()), layer -> layer.withNormalization(norm), network));
  }

  private TrainingSpec dropout(Case base) {
    boolean small = draw.random().nextBoolean();
    double rate = small ? draw.between(0.4, 0.8) : 1 - draw.between(0.02, 0.25);
    int units = 3 + draw.random().nextInt(6);
    return hidden(base.spec(), layer -> (small ? layer.withUnits(units) : layer).withDropout(rate));
  }

  private TrainingSpec stale(Case base) {
    TrainingSpec spec = base.spec();
    if (draw.random().nextInt(3) == 0) {
      double rate = draw.between(0.3, 0.7);
      return hidden(normed(spec, 0.9), layer -> layer.withDropout(rate));
    }
    double momentum = draw.random().nextBoolean() ? 0.99 : 0.999;
    long perEpoch = spec.passes().stepsPerEpoch(base.data().training().samples());
    long most = Math.round(0.7 / (1 - momentum) / perEpoch);
    return normed(spec, momentum).withEpochs((int) Math.max(2, Math.min(most, spec.epochs())));
  }

  private TrainingSpec afterSum(Case base) {
    Normalization norm = oneOfSamples();
    TrainingSpec deep = blocks(base, 4 + draw.random().nextInt(13), norm, Position.AFTER);
    return Variations.rateTimes(draw.between(2, 30), deep);
  }

  private TrainingSpec blocks(
      Case base, int count, @Nullable Normalization norm, Position position) {
    NetworkSpec network = base.spec().network();
    int inside = 1 + draw.random().nextInt(2);
    LayerSpec layer =
        new LayerSpec(
            8 << draw.random().nextInt(3),
            draw.random().nextBoolean() ? Elementwise.RELU : Elementwise.GELU,
            VarianceScaling.HE_NORMAL,
            Initializer.Constant.ZEROS,
            true);
    List<LayerSpec> layers = new ArrayList<>(List.of(layer));
    List<ResidualBlock> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int first = layers.size() + 1;
      for (int j = 0; j < inside; j++) {
        layers.add(layer);
      }
      all.add(new ResidualBlock(first, first + inside - 1, 1, norm, position));
    }
    layers.add(network.layer(network.depth()));
    return base.spec().withNetwork(new NetworkSpec(network.inputs(), layers, all, null, 0));
  }

  private TrainingSpec normed(TrainingSpec spec, double momentum) {
    BatchNorm norm = new BatchNorm(momentum, 0.001, true, true, MovingVariance.POPULATION);
    LayerNormalization.Position position =
        draw.random().nextBoolean()
            ? LayerNormalization.Position.BEFORE_ACTIVATION
            : LayerNormalization.Position.AFTER_ACTIVATION;
    return hidden(spec, layer -> layer.withNormalization(new LayerNormalization(norm, position)));
  }

  private static TrainingSpec hidden(TrainingSpec spec, UnaryOperator<LayerSpec> change) {
    return spec.withNetwork(Variations.hidden(spec.network(), change));
  }
}
