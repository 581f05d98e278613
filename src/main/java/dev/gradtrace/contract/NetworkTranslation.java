package dev.gradtrace.contract;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerNormalization;
import dev.gradtrace.network.LayerNormalization.Position;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Translates a network's request to its specification: expands and numbers repeated layers and
 * blocks. A fault of one entry does not keep the others from being checked.
 */
final class NetworkTranslation {

  private final NetworkRequest request;
  private final Limits limits;
  private final Faults faults = new Faults();
  private final List<LayerSpec> layers = new ArrayList<>();
  private final List<ResidualBlock> blocks = new ArrayList<>();
  private StartDefaults starts =
      new StartDefaults(Initializer.VarianceScaling.GLOROT_UNIFORM, null);

  /** Width of the input of the next layer or block; null if it was refused. */
  private @Nullable Integer width;

  /** Whether the layers are few enough to expand and those checked so far are valid. */
  private boolean expands;

  private int lookedAt;

  NetworkTranslation(NetworkRequest request, Limits limits) {
    this.request = request;
    this.limits = limits;
  }

  NetworkSpec translate() {
    if (request.inputs() != null) {
      Limits.range(faults, "inputs", request.inputs(), limits.units());
    }
    width = request.inputs();
    starts = startDefaults();
    Normalization ofInputs =
        faults.part(
            "inputNormalization",
            request.inputNormalization(),
            NormalizationRequest::withoutPosition);
    double inputDropout = requireNonNullElse(request.inputDropout(), 0.0);
    NetworkSpec.requireRate(faults, "inputDropout", inputDropout);
    List<LayerRequest> entries = faults.need(request.layers());
    expands = LayerCount.require(entries, faults, limits);
    for (int i = 0; i < entries.size() && isToBeLookedAt(); i++) {
      add(entries.get(i), "layers/" + i, i == entries.size() - 1);
    }
    faults.throwIfAny();
    NetworkSpec spec =
        new NetworkSpec(
            faults.need(request.inputs()),
            faults.need(expands ? layers : null),
            blocks,
            ofInputs,
            inputDropout);
    InvalidSpec.unless(
        spec.parameterCount() <= limits.parameters(),
        "layers",
        "make %d parameters, at most %d are allowed",
        spec.parameterCount(),
        limits.parameters());
    return spec;
  }

  private StartDefaults startDefaults() {
    Initializer weights =
        faults.part("weightInitializer", request.weightInitializer(), InitializerRequest::toSpec);
    Initializer biases =
        faults.part("biasInitializer", request.biasInitializer(), InitializerRequest::toSpec);
    return new StartDefaults(requireNonNullElse(weights, starts.weights()), biases);
  }

  private void add(@Nullable LayerRequest entry, String pointer, boolean atTheEnd) {
    if (entry == null) {
      expands = false;
      width = null;
    } else if (entry.isBlock()) {
      faults.unless(!atTheEnd, pointer, "must be a layer, because it is the last, not a block");
      addBlock(entry, pointer);
    } else {
      LayerSpec layer = layer(entry, pointer);
      if (layer != null && atTheEnd) {
        refuseBehindOutput(layer, pointer);
      }
      addLayers(layer, entry.times());
      width = entry.units();
    }
  }

  /**
   * Checks at most as many entries as a network may have layers, and none once {@link Faults#MOST}
   * faults are found.
   */
  private boolean isToBeLookedAt() {
    return lookedAt <= limits.layers() && !faults.areMost();
  }

  private @Nullable LayerSpec layer(LayerRequest entry, String pointer) {
    lookedAt++;
    return faults.<LayerSpec>part(pointer, () -> entry.toLayer(starts, limits));
  }

  /**
   * Expands a layer unless there are faults.
   *
   * @param layer null if it was refused
   */
  private void addLayers(@Nullable LayerSpec layer, int times) {
    expands &= layer != null && faults.none();
    if (layer != null && expands) {
      layers.addAll(Collections.nCopies(times, layer));
    }
  }

  private void refuseBehindOutput(LayerSpec output, String pointer) {
    LayerNormalization norm = output.normalization();
    faults.unless(
        norm == null || norm.position() != Position.AFTER_ACTIVATION,
        pointer + "/normalization/position",
        "must be before_activation, because the network ends with this layer");
    faults.unless(
        output.dropout() == 0,
        pointer + "/dropout",
        "must be 0, because the network ends with this layer, was %s",
        output.dropout());
  }

  private void addBlock(LayerRequest block, String pointer) {
    List<LayerRequest> inside = faults.need(block.residual());
    Limits.range(faults, pointer + "/repeat", block.times(), limits.layers());
    faults.unless(!inside.isEmpty(), pointer + "/residual", "must hold at least one layer");
    int before = layers.size();
    for (int j = 0; j < inside.size() && isToBeLookedAt(); j++) {
      addInside(inside.get(j), pointer + "/residual/" + j);
    }
    requireFit(inside, pointer);
    int first = before + 1;
    ResidualBlock skip =
        faults.<ResidualBlock>part(
            pointer, () -> block.toBlock(first, Math.max(first, layers.size())));
    expands &= skip != null && faults.none();
    if (skip != null && expands) {
      repeat(skip, block.times());
    }
  }

  private void addInside(@Nullable LayerRequest entry, String pointer) {
    if (entry == null) {
      expands = false;
    } else if (entry.isBlock()) {
      faults.unless(false, pointer + "/residual", "must not stand inside a block");
    } else {
      addLayers(layer(entry, pointer), entry.times());
    }
  }

  /** A block's output is added to its input, so the widths must agree. */
  private void requireFit(List<LayerRequest> inside, String pointer) {
    int last = inside.size() - 1;
    LayerRequest end = last < 0 ? null : inside.get(last);
    Integer units = end == null ? null : end.units();
    if (width != null && width > 0 && units != null) {
      faults.unless(
          units.equals(width),
          pointer + "/residual/" + last + "/units",
          "must be %d, the width that the skip carries past the block, was %d",
          width,
          units);
    }
  }

  private void repeat(ResidualBlock block, int times) {
    List<LayerSpec> inside = List.copyOf(layers.subList(block.first() - 1, block.last()));
    blocks.add(block);
    for (int k = 1; k < times; k++) {
      layers.addAll(inside);
      blocks.add(block.movedBy(k * inside.size()));
    }
  }
}
