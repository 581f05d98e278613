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
 * A normalisation at a place of a network, and its parameters.
 *
 * @param layer number of the layer that holds its parameters
 */
public record PlacedNormalization(
    Normalization kind, NormalizationParameters numbers, NormalizationPlace place, int layer) {

  /** The normalisation at a place of layer {@code l}; empty if there is none. */
  static Optional<PlacedNormalization> at(NormalizationPlace place, int l, Network network) {
    return Optional.ofNullable(network.spec().normalization(place, l))
        .map(
            kind ->
                new PlacedNormalization(
                    kind, network.parameters().normalization(place, l), place, l));
  }

  /** Its prefix in the names of tensors, such as {@code layers.3.normalization}. */
  public String name() {
    return "layers."
        + layer
        + switch (place) {
          case INPUT -> ".inputNormalization";
          case BLOCK -> ".blockNormalization";
          case LAYER -> ".normalization";
        };
  }

  /** γ and β if they are learnt, then the moving statistics of a batch norm. */
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

  /** ε, at least the smallest normal double: other tools compute 0/√ε, which is NaN for ε = 0. */
  public double positiveEpsilon() {
    return Math.max(kind.epsilon(), Double.MIN_NORMAL);
  }

  /**
   * A copy that is safe for tools that divide by √(moving variance + ε): a unit where that is 0
   * gets γ = 0 and variance 1, so that its output is β.
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

  /** All normalisations whose parameters layer {@code l} holds. */
  public static List<PlacedNormalization> of(Network network, int l) {
    List<PlacedNormalization> all = new ArrayList<>();
    for (NormalizationPlace place : NormalizationPlace.values()) {
      at(place, l, network).ifPresent(all::add);
    }
    return all;
  }
}
