package dev.gradtrace.interchange;

import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerNormalization;
import dev.gradtrace.network.LayerNormalization.Position;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.Normalization.MovingVariance;
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.network.NormalizationParameters;
import dev.gradtrace.network.ResidualBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Random networks of layers, normalisations, dropout and skips, determined by a number. */
public final class MixedNetworks {

  /** All but the exponential, since exponentials of exponentials overflow. */
  private static final List<Activation> ACTIVATIONS =
      Networks.activations().filter(sigma -> sigma != Elementwise.EXPONENTIAL).toList();

  private final SplittableRandom random;
  private final List<LayerSpec> layers = new ArrayList<>();
  private final List<ResidualBlock> blocks = new ArrayList<>();

  private MixedNetworks(int number) {
    this.random = new SplittableRandom(number);
  }

  /** The networks with the numbers 0…count − 1. */
  public static Stream<Network> first(int count) {
    return IntStream.range(0, count).mapToObj(MixedNetworks::of);
  }

  /** The network with a number; γ, β and moving statistics are random. */
  public static Network of(int number) {
    MixedNetworks drawn = new MixedNetworks(number);
    Network network = Network.initial(drawn.spec(), number);
    RandomStream stream = RandomStream.of(number, Purpose.WEIGHTS, 999);
    for (int l = 1; l <= network.depth(); l++) {
      PlacedNormalization.of(network, l).forEach(norm -> draw(norm, stream));
    }
    return network;
  }

  private static void draw(PlacedNormalization norm, RandomStream stream) {
    NormalizationParameters numbers = norm.numbers();
    if (norm.kind().scale()) {
      numbers.gamma().fillWith(() -> 1 + stream.gaussian() / 2);
    }
    if (norm.kind().center()) {
      numbers.beta().fillWith(stream::gaussian);
    }
    if (norm.kind() instanceof BatchNorm) {
      numbers.movingMean().fillWith(stream::gaussian);
      numbers.movingVariance().fillWith(() -> Math.exp(stream.gaussian()));
    }
  }

  private NetworkSpec spec() {
    int inputs = 2 + random.nextInt(4);
    int width = inputs;
    for (int i = random.nextInt(5); i >= 0; i--) {
      if (random.nextBoolean()) {
        width = addBlock(width);
      } else {
        width = 2 + random.nextInt(5);
        layers.add(layer(width));
      }
    }
    LayerSpec output = Networks.layer(3, activation());
    layers.add(random.nextInt(4) == 0 ? output.withNormalization(kind()) : output);
    return new NetworkSpec(
        inputs,
        layers,
        blocks,
        random.nextInt(3) == 0 ? kind() : null,
        random.nextInt(3) == 0 ? 0.1 : 0);
  }

  private int addBlock(int width) {
    int first = layers.size() + 1;
    for (int i = random.nextInt(3); i > 0; i--) {
      layers.add(layer(2 + random.nextInt(5)));
    }
    layers.add(layer(width));
    blocks.add(
        new ResidualBlock(
            first,
            layers.size(),
            random.nextBoolean() ? 1 : 0.5 - random.nextDouble(),
            random.nextBoolean() ? null : kind(),
            random.nextBoolean() ? ResidualBlock.Position.BEFORE : ResidualBlock.Position.AFTER));
    return width;
  }

  private LayerSpec layer(int units) {
    LayerSpec plain = Networks.layer(units, activation());
    LayerSpec layer =
        new LayerSpec(
            units,
            plain.activation(),
            plain.weightInitializer(),
            plain.biasInitializer(),
            random.nextBoolean());
    return layer.withNormalization(normalization()).withDropout(random.nextInt(3) == 0 ? 0.25 : 0);
  }

  private @Nullable LayerNormalization normalization() {
    return random.nextInt(3) == 0
        ? null
        : new LayerNormalization(
            kind(), random.nextBoolean() ? Position.BEFORE_ACTIVATION : Position.AFTER_ACTIVATION);
  }

  private Normalization kind() {
    boolean center = random.nextInt(4) > 0;
    boolean scale = random.nextInt(4) > 0;
    return switch (random.nextInt(3)) {
      case 0 -> new BatchNorm(0.9, 1e-3, center, scale, MovingVariance.POPULATION);
      case 1 -> new LayerNorm(random.nextBoolean() ? 1e-3 : 0, center, scale);
      default -> new RmsNorm(random.nextBoolean() ? 1e-6 : 0, scale);
    };
  }

  private Activation activation() {
    return ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size()));
  }
}
