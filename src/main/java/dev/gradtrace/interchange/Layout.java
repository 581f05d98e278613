package dev.gradtrace.interchange;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.NormalizationPlace;
import dev.gradtrace.network.ResidualBlock;
import java.util.Optional;

/**
 * Writes a network in a file format, part by part in the order of the forward pass.
 *
 * @param <V> the handle of a signal, such as the name of a tensor
 */
public interface Layout<V> {

  /** Adds (x − shift)·factor for the inputs. */
  V scaled(V x, Scaling.Fitted scaling);

  /** Adds y·range + shift for the outputs, which undoes the scaling of targets. */
  V unscaled(V y, Scaling.Fitted scaling);

  V normalized(V x, PlacedNormalization normalization);

  /**
   * Adds dropout, which acts in training alone.
   *
   * @param l number of the layer whose outputs are masked; 0 for the inputs
   */
  V masked(V x, double rate, int l);

  /** Adds z = W·x + b of layer {@code l}. */
  V dense(V x, int l);

  /** Adds the activation σ of layer {@code l}. */
  V activated(V z, int l);

  /** Adds x + scale·F(x), where {@code branch} is F(x). */
  V joined(V x, V branch, ResidualBlock block);

  /**
   * Writes a network.
   *
   * @return the handle of its outputs
   */
  static <V> V of(ScaledNetwork scaled, V inputs, Layout<V> layout) {
    Network network = scaled.network();
    NetworkSpec spec = network.spec();
    V a = scaled.inputs().isIdentity() ? inputs : layout.scaled(inputs, scaled.inputs());
    a = normalized(a, PlacedNormalization.at(NormalizationPlace.INPUT, 1, network), layout);
    a = masked(a, spec.inputDropout(), 0, layout);
    V skip = a;
    for (int l = 1; l <= spec.depth(); l++) {
      if (spec.blockFrom(l) != null) {
        skip = a;
        a = block(a, ResidualBlock.Position.BEFORE, l, network, layout);
      }
      a = layer(a, l, network, layout);
      ResidualBlock ended = spec.blockUpTo(l);
      if (ended != null) {
        a = layout.joined(skip, a, ended);
        a = block(a, ResidualBlock.Position.AFTER, l, network, layout);
      }
    }
    return scaled.targets().isIdentity() ? a : layout.unscaled(a, scaled.targets());
  }

  private static <V> V layer(V below, int l, Network network, Layout<V> layout) {
    LayerSpec layer = network.spec().layer(l);
    var own = PlacedNormalization.at(NormalizationPlace.LAYER, l, network);
    V a = layout.dense(below, l);
    if (layer.normalizationBeforeActivation() != null) {
      a = normalized(a, own, layout);
    }
    a = layout.activated(a, l);
    if (layer.normalizationAfterActivation() != null) {
      a = normalized(a, own, layout);
    }
    return masked(a, layer.dropout(), l, layout);
  }

  /**
   * Writes the normalisation of the block that begins or ends at layer {@code l}, if it has one at
   * this position.
   */
  private static <V> V block(
      V x, ResidualBlock.Position position, int l, Network network, Layout<V> layout) {
    ResidualBlock block =
        position == ResidualBlock.Position.BEFORE
            ? network.spec().blockFrom(l)
            : network.spec().blockUpTo(l);
    return block != null && block.position() == position
        ? normalized(x, PlacedNormalization.at(NormalizationPlace.BLOCK, l, network), layout)
        : x;
  }

  private static <V> V normalized(
      V x, Optional<PlacedNormalization> normalization, Layout<V> layout) {
    return normalization.map(own -> layout.normalized(x, own.divisible())).orElse(x);
  }

  private static <V> V masked(V x, double rate, int l, Layout<V> layout) {
    return rate == 0 ? x : layout.masked(x, rate, l);
  }
}
