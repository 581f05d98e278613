package dev.gradtrace.network;

import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The architecture of a feed-forward network: n⁰ inputs, then layers 1…L, some of them skipped by
 * residual blocks.
 *
 * @param inputs number of input features n⁰, at least 1
 * @param layers layers 1…L in forward order, including those inside blocks; the last is the output
 *     layer
 * @param blocks residual blocks 1, 2, … in forward order, not overlapping
 * @param inputNormalization normalisation of x before layer 1; null for none
 * @param inputDropout dropout rate of x before layer 1, in [0, 1)
 */
public record NetworkSpec(
    int inputs,
    List<LayerSpec> layers,
    List<ResidualBlock> blocks,
    @Nullable Normalization inputNormalization,
    double inputDropout) {

  public NetworkSpec {
    layers = List.copyOf(layers);
    blocks = List.copyOf(blocks);
    Faults faults = new Faults();
    faults.unless(inputs >= 1, "inputs", "must be at least 1, was %d", inputs);
    faults.unless(!layers.isEmpty(), "layers", "must hold at least the output layer");
    requireRate(faults, "inputDropout", inputDropout);
    faults.throwIfAny();
    requireBlocksThatFit(inputs, layers, blocks);
    LayerSpec output = layers.get(layers.size() - 1);
    faults.unless(
        output.normalizationAfterActivation() == null,
        "layers",
        "must not end with a normalisation after the activation");
    faults.unless(output.dropout() == 0, "layers", "must not end with dropout");
    faults.throwIfAny();
  }

  /** A network of dense layers only. */
  public NetworkSpec(int inputs, List<LayerSpec> layers) {
    this(inputs, layers, List.of(), null, 0);
  }

  /** The same network with other layers. */
  public NetworkSpec withLayers(List<LayerSpec> others) {
    return new NetworkSpec(inputs, others, blocks, inputNormalization, inputDropout);
  }

  /** The same network without dropout. */
  public NetworkSpec withoutDropout() {
    return new NetworkSpec(
        inputs,
        layers.stream().map(layer -> layer.withDropout(0)).toList(),
        blocks,
        inputNormalization,
        0);
  }

  /**
   * A network of the first {@code hidden} layers and the output layer, with the blocks that are
   * complete in it.
   */
  public NetworkSpec firstLayers(int hidden) {
    List<LayerSpec> first = new ArrayList<>(layers.subList(0, hidden));
    first.add(layer(depth()));
    return new NetworkSpec(
        inputs,
        first,
        blocks.stream().filter(block -> block.last() <= hidden).toList(),
        inputNormalization,
        inputDropout);
  }

  private static void requireBlocksThatFit(
      int inputs, List<LayerSpec> layers, List<ResidualBlock> blocks) {
    int free = 1;
    for (ResidualBlock block : blocks) {
      InvalidSpec.unless(block.first() >= free, "layers", "must not hold nested blocks");
      InvalidSpec.unless(
          block.last() < layers.size(), "layers", "must end with a layer, not with a block");
      int width = block.first() == 1 ? inputs : layers.get(block.first() - 2).units();
      int units = layers.get(block.last() - 1).units();
      InvalidSpec.unless(
          units == width,
          "layers",
          "have a block with %d units at its end, but its skip carries %d",
          units,
          width);
      free = block.last() + 1;
    }
  }

  /** Notes a fault if a dropout rate is not in [0, 1). */
  public static void requireRate(Faults faults, String name, double rate) {
    faults.unless(rate >= 0 && rate < 1, name, "must be at least 0 and below 1, was %s", rate);
  }

  /** L, the number of layers after the input. */
  public int depth() {
    return layers.size();
  }

  /** Layer {@code l} of 1…L. */
  public LayerSpec layer(int l) {
    return layers.get(l - 1);
  }

  /** nˡ, the width of layer {@code l}; layer 0 is the input. */
  public int width(int l) {
    return l == 0 ? inputs : layer(l).units();
  }

  /** nᴸ, the number of outputs. */
  public int outputs() {
    return width(depth());
  }

  /** The number of the block around layer {@code l}, counted from 1; 0 outside of blocks. */
  public int blockOf(int l) {
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).first() <= l && l <= blocks.get(i).last()) {
        return i + 1;
      }
    }
    return 0;
  }

  /** The number of the block around layer {@code l}, counted from 1; null outside of blocks. */
  public @Nullable Integer blockNumber(int l) {
    int block = blockOf(l);
    return block == 0 ? null : Integer.valueOf(block);
  }

  /** The block whose first layer is {@code l}; null for none. */
  public @Nullable ResidualBlock blockFrom(int l) {
    int block = blockOf(l);
    return block > 0 && blocks.get(block - 1).first() == l ? blocks.get(block - 1) : null;
  }

  /** The block whose last layer is {@code l}; null for none. */
  public @Nullable ResidualBlock blockUpTo(int l) {
    int block = blockOf(l);
    return block > 0 && blocks.get(block - 1).last() == l ? blocks.get(block - 1) : null;
  }

  /** The normalisation at a place of layer {@code l}, which holds its parameters; null for none. */
  public @Nullable Normalization normalization(NormalizationPlace place, int l) {
    return switch (place) {
      case INPUT -> l == 1 ? inputNormalization : null;
      case LAYER -> {
        LayerNormalization own = layer(l).normalization();
        yield own == null ? null : own.kind();
      }
      case BLOCK -> {
        int block = blockOf(l);
        yield block > 0 && blocks.get(block - 1).normalizedLayer() == l
            ? blocks.get(block - 1).normalization()
            : null;
      }
    };
  }

  /** Number of units of the normalisation at a place of layer {@code l}. */
  public int width(NormalizationPlace place, int l) {
    return switch (place) {
      case INPUT -> inputs;
      case LAYER -> width(l);
      case BLOCK -> width(blocks.get(blockOf(l) - 1).last());
    };
  }

  /** Whether there are only dense layers: no normalisation, block or dropout. */
  public boolean isPlain() {
    return blocks.isEmpty() && !isNormalized() && !hasDropout();
  }

  /** Whether there is any normalisation. */
  public boolean isNormalized() {
    return inputNormalization != null
        || blocks.stream().anyMatch(block -> block.normalization() != null)
        || layers.stream().anyMatch(layer -> layer.normalization() != null);
  }

  /**
   * Whether a sample's output in training depends on the other samples of the batch (batch norm).
   */
  public boolean mixesSamples() {
    for (int l = 1; l <= depth(); l++) {
      for (NormalizationPlace place : NormalizationPlace.values()) {
        if (normalization(place, l) instanceof Normalization.BatchNorm) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether there is any dropout. */
  public boolean hasDropout() {
    return inputDropout > 0 || layers.stream().anyMatch(layer -> layer.dropout() > 0);
  }

  /** Number of trainable parameters of layer {@code l}: weights, biases, γ and β. */
  public long parameterCount(int l) {
    long count = (long) width(l) * width(l - 1) + (layer(l).useBias() ? width(l) : 0);
    for (NormalizationPlace place : NormalizationPlace.values()) {
      Normalization normalization = normalization(place, l);
      if (normalization != null) {
        count += normalization.parameterCount(width(place, l));
      }
    }
    return count;
  }

  /** Number of trainable parameters of the network. */
  public long parameterCount() {
    long count = 0;
    for (int l = 1; l <= depth(); l++) {
      count += parameterCount(l);
    }
    return count;
  }

  /** Approximate cost of drawing initial parameters, in multiplications. */
  public long initialisationMultiplications() {
    long multiplications = 0;
    for (int l = 1; l <= depth(); l++) {
      if (layer(l).weightInitializer() instanceof Initializer.Orthogonal) {
        multiplications += decompositionMultiplications(width(l), width(l - 1));
      }
    }
    return multiplications;
  }

  /** Approximate cost of a QR or singular value decomposition, in multiplications. */
  public static long decompositionMultiplications(long rows, long columns) {
    return 4 * rows * columns * Math.max(rows, columns);
  }
}
