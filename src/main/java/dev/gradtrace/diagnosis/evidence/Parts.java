package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.network.LayerNormalization;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.NormalizationPlace;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.training.LearningRateSchedule;
import dev.gradtrace.training.TrainingSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The parts of a network besides dense layers: norms, dropout and skips; and changes of them. */
public final class Parts {

  private Parts() {}

  /** The layers with a kind of normalisation; that of the input belongs to layer 1. */
  public static List<Integer> normalized(NetworkSpec network, Predicate<Normalization> kind) {
    return IntStream.rangeClosed(1, network.depth())
        .filter(
            l ->
                Arrays.stream(NormalizationPlace.values())
                    .map(place -> network.normalization(place, l))
                    .anyMatch(norm -> norm != null && kind.test(norm)))
        .boxed()
        .toList();
  }

  /** The layers with batch norm. */
  public static List<Integer> batchNormalized(NetworkSpec network) {
    return normalized(network, BatchNorm.class::isInstance);
  }

  /** The layers with dropout; that of the input belongs to layer 1. */
  public static List<Integer> masked(NetworkSpec network) {
    return IntStream.rangeClosed(1, network.depth())
        .filter(l -> network.layer(l).dropout() > 0 || l == 1 && network.inputDropout() > 0)
        .boxed()
        .toList();
  }

  /** The largest dropout rate. */
  public static double dropout(NetworkSpec network) {
    return Math.max(
        network.inputDropout(),
        network.layers().stream().mapToDouble(LayerSpec::dropout).max().orElse(0));
  }

  /** The largest momentum of moving statistics; 0 if there are none. */
  public static double momentum(NetworkSpec network) {
    return IntStream.rangeClosed(1, network.depth())
        .boxed()
        .flatMap(
            l ->
                Arrays.stream(NormalizationPlace.values())
                    .map(place -> network.normalization(place, l)))
        .mapToDouble(norm -> norm instanceof BatchNorm batch ? batch.momentum() : 0)
        .max()
        .orElse(0);
  }

  /** The same network with another momentum of moving statistics. */
  public static NetworkSpec withMomentum(double momentum, NetworkSpec network) {
    UnaryOperator<Normalization> change =
        norm ->
            norm instanceof BatchNorm batch
                ? new BatchNorm(
                    momentum,
                    batch.epsilon(),
                    batch.center(),
                    batch.scale(),
                    batch.movingVariance())
                : norm;
    return new NetworkSpec(
        network.inputs(),
        network.layers().stream().map(layer -> normalizedBy(change, layer)).toList(),
        network.blocks().stream()
            .map(block -> normalizedBy(changed(change, block.normalization()), block))
            .toList(),
        changed(change, network.inputNormalization()),
        network.inputDropout());
  }

  private static LayerSpec normalizedBy(UnaryOperator<Normalization> change, LayerSpec layer) {
    LayerNormalization own = layer.normalization();
    return own == null
        ? layer
        : layer.withNormalization(new LayerNormalization(change.apply(own.kind()), own.position()));
  }

  private static @Nullable Normalization changed(
      UnaryOperator<Normalization> change, @Nullable Normalization norm) {
    return norm == null ? null : change.apply(norm);
  }

  private static ResidualBlock normalizedBy(@Nullable Normalization norm, ResidualBlock block) {
    return new ResidualBlock(block.first(), block.last(), block.scale(), norm, block.position());
  }

  /** The same network without the normalisation of some layers; that of blocks and input stays. */
  public static NetworkSpec withoutNormalization(List<Integer> layers, NetworkSpec network) {
    return replaced(layers, layer -> layer.withNormalization((LayerNormalization) null), network);
  }

  /** The same network with some layers replaced, numbered from 1. */
  public static NetworkSpec replaced(
      List<Integer> numbers, UnaryOperator<LayerSpec> change, NetworkSpec network) {
    List<LayerSpec> layers = new ArrayList<>(network.layers());
    numbers.forEach(l -> layers.set(l - 1, change.apply(layers.get(l - 1))));
    return network.withLayers(layers);
  }

  /** The same network with another normalisation of the input; null for none. */
  public static NetworkSpec withInput(@Nullable Normalization norm, NetworkSpec network) {
    return new NetworkSpec(
        network.inputs(), network.layers(), network.blocks(), norm, network.inputDropout());
  }

  /** The same network with all dropout rates multiplied by a factor. */
  public static NetworkSpec dropoutTimes(double factor, NetworkSpec network) {
    return new NetworkSpec(
        network.inputs(),
        network.layers().stream()
            .map(layer -> layer.withDropout(layer.dropout() * factor))
            .toList(),
        network.blocks(),
        network.inputNormalization(),
        network.inputDropout() * factor);
  }

  /** The same network with dropout only behind its last batch norm. */
  public static NetworkSpec dropoutBehindNorms(NetworkSpec network) {
    List<Integer> normalized = batchNormalized(network);
    int last = normalized.isEmpty() ? 0 : normalized.get(normalized.size() - 1);
    List<LayerSpec> layers = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) {
      layers.add(l < last ? network.layer(l).withDropout(0) : network.layer(l));
    }
    return new NetworkSpec(
        network.inputs(), layers, network.blocks(), network.inputNormalization(), 0);
  }

  /** Whether dropout precedes a batch norm. */
  public static boolean normalizesMasked(NetworkSpec network) {
    return network.hasDropout() && !dropoutBehindNorms(network).equals(network);
  }

  /** The same network with changed blocks. */
  public static NetworkSpec residuals(UnaryOperator<ResidualBlock> change, NetworkSpec network) {
    return new NetworkSpec(
        network.inputs(),
        network.layers(),
        network.blocks().stream().map(change).toList(),
        network.inputNormalization(),
        network.inputDropout());
  }

  /** The same network with another scale of branches. */
  public static NetworkSpec scaledResiduals(double scale, NetworkSpec network) {
    return residuals(
        block ->
            new ResidualBlock(
                block.first(), block.last(), scale, block.normalization(), block.position()),
        network);
  }

  /**
   * The same network with blocks that are normalised before their layers, so that the sum is not.
   */
  public static NetworkSpec normalizedBefore(Normalization norm, NetworkSpec network) {
    return residuals(
        block ->
            new ResidualBlock(
                block.first(),
                block.last(),
                block.scale(),
                block.normalization() == null ? norm : block.normalization(),
                ResidualBlock.Position.BEFORE),
        network);
  }

  /** The same job with a linear warm-up over {@code steps} steps. */
  public static TrainingSpec warmedUp(int steps, TrainingSpec spec) {
    return spec.withWarmup(steps);
  }

  /** Whether the schedule is constant. */
  public static boolean hasConstantRate(TrainingSpec spec) {
    return spec.rule().schedule() instanceof LearningRateSchedule.Constant;
  }
}
