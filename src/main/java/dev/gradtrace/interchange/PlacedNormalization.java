package dev.gradtrace.interchange;

import dev.gradtrace.network.Network;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.NormalizationParameters;
import dev.gradtrace.network.NormalizationPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A normalisation where it stands in a network, and its numbers.
 *
 * @param layer the one that holds its numbers
 */
public record PlacedNormalization(
    Normalization kind, NormalizationParameters numbers, NormalizationPlace place, int layer) {

  /** What stands at a place of layer {@code l}; none if nothing does. */
  static Optional<PlacedNormalization> at(NormalizationPlace place, int l, Network network) {
    return Optional.ofNullable(network.spec().normalization(place, l))
        .map(
            kind ->
                new PlacedNormalization(
                    kind, network.parameters().normalization(place, l), place, l));
  }

  /** Its name in files, such as {@code layers.3.normalization}. */
  public String name() {
    return "layers."
        + layer
        + switch (place) {
          case INPUT -> ".inputNormalization";
          case BLOCK -> ".blockNormalization";
          case LAYER -> ".normalization";
        };
  }

  /** γ and β as far as they are learnt, then the moving statistics of a batch norm. */
  public List<Tensor> tensors() {
    List<Tensor> tensors = new ArrayList<>();
    if (kind.scale()) {
      tensors.add(gamma());
    }
    if (kind.center()) {
      tensors.add(beta());
    }
    if (kind instanceof BatchNorm) {
      tensors.add(movingMean());
      tensors.add(movingVariance());
    }
    return tensors;
  }

  /**
   * ε for tools that divide 0 by √ε, also where it is 0; then so small that it changes no other.
   */
  public double positiveEpsilon() {
    return Math.max(kind.epsilon(), Double.MIN_NORMAL);
  }

  /**
   * The same for tools that divide by √(moving variance + ε), also where that is 0: a unit that has
   * no variance here gives β.
   */
  PlacedNormalization divisible() {
    NormalizationParameters safe = numbers.copy();
    if (kind instanceof BatchNorm) {
      for (int i = 0; i < safe.units(); i++) {
        if (safe.movingVariance().at(i, 0) + kind.epsilon() == 0) {
          safe.gamma().set(i, 0, 0);
          safe.movingVariance().set(i, 0, 1);
        }
      }
    }
    return new PlacedNormalization(kind, safe, place, layer);
  }

  public Tensor gamma() {
    return Tensor.vector(name() + ".gamma", numbers.gamma());
  }

  public Tensor beta() {
    return Tensor.vector(name() + ".beta", numbers.beta());
  }

  public Tensor movingMean() {
    return Tensor.vector(name() + ".movingMean", numbers.movingMean());
  }

  public Tensor movingVariance() {
    return Tensor.vector(name() + ".movingVariance", numbers.movingVariance());
  }

  /** All whose numbers layer {@code l} holds. */
  public static List<PlacedNormalization> of(Network network, int l) {
    List<PlacedNormalization> all = new ArrayList<>();
    for (NormalizationPlace place : NormalizationPlace.values()) {
      at(place, l, network).ifPresent(all::add);
    }
    return all;
  }
}
