package dev.gradtrace.interchange.safetensors;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.interchange.Layout;
import dev.gradtrace.interchange.PlacedNormalization;
import dev.gradtrace.interchange.ScaledNetwork;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.ResidualBlock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Describes what the parts of a network compute, as metadata texts by name: {@code
 * layers.1.activation}, {@code layers.1.normalization} and its ε, {@code layers.1.dropout}, {@code
 * blocks.1}.
 */
final class NetworkDescription implements Layout<Integer> {

  private final Network network;
  private final Map<String, String> entries = new LinkedHashMap<>();
  private int blocks;

  NetworkDescription(Network network) {
    this.network = network;
  }

  /** The entries in the order of the forward pass. */
  Map<String, String> entries() {
    Layout.of(ScaledNetwork.of(network, Scaling.Fitted.identity(network.spec().inputs())), 0, this);
    return entries;
  }

  @Override
  public Integer scaled(Integer x, Scaling.Fitted scaling) {
    return x;
  }

  @Override
  public Integer unscaled(Integer y, Scaling.Fitted scaling) {
    return y;
  }

  @Override
  public Integer normalized(Integer x, PlacedNormalization norm) {
    entries.put(norm.name(), norm.kind().label());
    entries.put(norm.name() + ".epsilon", Double.toString(norm.kind().epsilon()));
    if (norm.kind() instanceof BatchNorm batch) {
      entries.put(norm.name() + ".momentum", Double.toString(batch.momentum()));
      entries.put(norm.name() + ".averages", batch.movingVariance().label());
    }
    entries.put(
        norm.name() + ".position",
        switch (norm.place()) {
          case INPUT -> "inputs";
          case LAYER ->
              network.spec().layer(norm.layer()).normalizationBeforeActivation() == null
                  ? "after_activation"
                  : "before_activation";
          case BLOCK -> {
            int block = network.spec().blockOf(norm.layer());
            yield network.spec().blocks().get(block - 1).position().name().toLowerCase(Locale.ROOT);
          }
        });
    return x;
  }

  @Override
  public Integer masked(Integer x, double rate, int l) {
    entries.put(l == 0 ? "inputs.dropout" : "layers." + l + ".dropout", Double.toString(rate));
    return x;
  }

  @Override
  public Integer dense(Integer x, int l) {
    return l;
  }

  @Override
  public Integer activated(Integer z, int l) {
    String layer = "layers." + l + ".";
    Activation activation = network.activation(l);
    entries.put(layer + "activation", activation.label());
    if (activation instanceof LeakyRelu leaky) {
      entries.put(layer + "negativeSlope", Double.toString(leaky.negativeSlope()));
    } else if (activation instanceof Elu elu) {
      entries.put(layer + "alpha", Double.toString(elu.alpha()));
    }
    return z;
  }

  @Override
  public Integer joined(Integer x, Integer branch, ResidualBlock block) {
    blocks++;
    entries.put("blocks." + blocks + ".layers", block.first() + "-" + block.last());
    entries.put("blocks." + blocks + ".scale", Double.toString(block.scale()));
    return branch;
  }
}
