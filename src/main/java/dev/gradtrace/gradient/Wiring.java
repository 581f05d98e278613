package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.NormalizationPlace;
import dev.gradtrace.network.ResidualBlock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates the layers of a network and the operations between them, for one batch size and mode. */
final class Wiring {

  private final NetworkSpec network;
  private final int samples;
  private final Mode mode;
  private final LayerPass[] layers;
  private final Junction[] junctions;
  private final BlockPass[] blocks;
  private final List<Masking> masks = new ArrayList<>();
  private final List<Normalizing> normalizations = new ArrayList<>();
  private final @Nullable Junction entrance;

  private @Nullable Branching open;
  private int blocksDone;

  Wiring(NetworkSpec network, int samples, Mode mode, Matrix inputs) {
    this.network = network;
    this.samples = samples;
    this.mode = mode;
    layers = new LayerPass[network.depth()];
    junctions = new Junction[network.depth()];
    blocks = new BlockPass[network.blocks().size()];
    entrance = needsEntrance(network, mode) ? entrance(Signal.carrying(inputs, samples)) : null;
    for (int l = 1; l <= network.depth(); l++) {
      layers[l - 1] = new LayerPass(network, l, samples, mode);
      junctions[l - 1] = junction(l, layers[l - 1]);
    }
  }

  private static boolean needsEntrance(NetworkSpec network, Mode mode) {
    return network.inputNormalization() != null
        || network.inputDropout() > 0 && mode == Mode.TRAINING
        || network.blockFrom(1) != null;
  }

  /** Approximate bytes of the operations between layers. */
  static long bytes(NetworkSpec network, long samples) {
    long bytes = 0;
    if (needsEntrance(network, Mode.TRAINING)) {
      bytes += 3 * Signal.bytes(network.inputs(), samples);
    }
    if (network.inputNormalization() != null) {
      bytes += Normalizing.bytes(network.inputs(), samples);
    }
    for (LayerSpec layer : network.layers()) {
      if (layer.normalizationAfterActivation() != null) {
        bytes += Normalizing.bytes(layer.units(), samples);
      }
      if (layer.dropout() > 0) {
        bytes += Signal.bytes(layer.units(), samples) + Matrix.bytes(layer.units(), samples);
      }
    }
    for (ResidualBlock block : network.blocks()) {
      int units = network.width(block.last());
      bytes += 3 * Signal.bytes(units, samples);
      if (block.normalization() != null) {
        bytes += Normalizing.bytes(units, samples);
      }
    }
    return bytes;
  }

  @Nullable Junction entrance() {
    return entrance;
  }

  LayerPass[] layers() {
    return layers;
  }

  Junction[] junctions() {
    return junctions;
  }

  BlockPass[] blocks() {
    return blocks;
  }

  Masking[] masks() {
    return masks.toArray(Masking[]::new);
  }

  Normalizing[] normalizations() {
    List<Normalizing> all = new ArrayList<>(normalizations);
    for (LayerPass layer : layers) {
      if (layer.normalizing() != null) {
        all.add(layer.normalizing());
      }
    }
    return all.toArray(Normalizing[]::new);
  }

  private Junction entrance(Signal inputs) {
    List<SignalOperation> operations = new ArrayList<>();
    Signal x = inputs;
    x = normalize(operations, x, network.inputNormalization(), NormalizationPlace.INPUT, 1);
    x = mask(operations, x, network.inputDropout(), 0);
    beginBlock(operations, x, 1);
    return new Junction(inputs, operations);
  }

  private Junction junction(int l, LayerPass layer) {
    List<SignalOperation> operations = new ArrayList<>();
    LayerSpec spec = network.layer(l);
    Signal a = layer.sSignal();
    Normalization after = spec.normalizationAfterActivation();
    a = normalize(operations, a, after, NormalizationPlace.LAYER, l);
    a = mask(operations, a, spec.dropout(), l);
    layer.handsOn(a);
    Signal y = endBlock(operations, a, l);
    if (l < network.depth()) {
      beginBlock(operations, y, l + 1);
    }
    return new Junction(layer.sSignal(), operations);
  }

  private Signal normalize(
      List<SignalOperation> operations,
      Signal from,
      @Nullable Normalization kind,
      NormalizationPlace place,
      int layer) {
    if (kind == null) {
      return from;
    }
    Normalizing normalizing = new Normalizing.Site(from, samples, place, layer).with(kind, mode);
    normalizations.add(normalizing);
    operations.add(normalizing);
    return normalizing.to();
  }

  private Signal mask(List<SignalOperation> operations, Signal from, double rate, int layer) {
    if (rate == 0 || mode == Mode.INFERENCE) {
      return from;
    }
    Masking masking = new Masking(from, samples, rate, layer);
    masks.add(masking);
    operations.add(masking);
    return masking.to();
  }

  private void beginBlock(List<SignalOperation> operations, Signal x, int first) {
    ResidualBlock block = network.blockFrom(first);
    if (block != null) {
      open = new Branching(x, samples);
      operations.add(open);
      if (block.position() == ResidualBlock.Position.BEFORE) {
        normalize(operations, open.to(), block.normalization(), NormalizationPlace.BLOCK, first);
      }
    }
  }

  private Signal endBlock(List<SignalOperation> operations, Signal a, int last) {
    ResidualBlock block = network.blockUpTo(last);
    if (block == null || open == null) {
      return a;
    }
    Joining joining = new Joining(a, open.skip(), samples, block.scale());
    operations.add(joining);
    Signal y = joining.to();
    if (block.position() == ResidualBlock.Position.AFTER) {
      y = normalize(operations, y, block.normalization(), NormalizationPlace.BLOCK, last);
    }
    blocks[blocksDone++] = new BlockPass(open.from(), y);
    open = null;
    return y;
  }
}
