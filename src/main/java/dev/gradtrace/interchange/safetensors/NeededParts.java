package dev.gradtrace.interchange.safetensors;

import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.NormalizationPlace;
import dev.gradtrace.network.ResidualBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters that a network needs from a file, in the order of the forward pass. */
record NeededParts(NetworkSpec network) {

  /**
   * A normalisation and its place.
   *
   * @param part its tensors, at least one
   */
  record Norm(int layer, NormalizationPlace place, Part part) {}

  /** W and b of layers 1…L. */
  List<Part> dense() {
    List<Part> parts = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) {
      LayerSpec layer = network.layer(l);
      Map<String, List<Integer>> shapes = new HashMap<>();
      shapes.put(Part.WEIGHT, List.of(layer.units(), network.width(l - 1)));
      if (layer.useBias()) {
        shapes.put(Part.BIAS, List.of(layer.units()));
      }
      parts.add(new Part("layers." + l, shapes));
    }
    return parts;
  }

  /** The normalisations that have parameters. */
  List<Norm> norms() {
    List<Norm> norms = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) {
      for (NormalizationPlace place : placesInOrder(l)) {
        Normalization kind = network.normalization(place, l);
        Part part = kind == null ? null : part(kind, place, l);
        if (part != null) {
          norms.add(new Norm(l, place, part));
        }
      }
    }
    return norms;
  }

  /**
   * The places of normalisations at layer {@code l}: that of a block comes before its first layer
   * or after its last.
   */
  private List<NormalizationPlace> placesInOrder(int l) {
    ResidualBlock block = network.blockFrom(l);
    return block != null && block.position() == ResidualBlock.Position.BEFORE
        ? List.of(NormalizationPlace.INPUT, NormalizationPlace.BLOCK, NormalizationPlace.LAYER)
        : List.of(NormalizationPlace.INPUT, NormalizationPlace.LAYER, NormalizationPlace.BLOCK);
  }

  private @Nullable Part part(Normalization kind, NormalizationPlace place, int l) {
    List<Integer> shape = List.of(network.width(place, l));
    Map<String, List<Integer>> shapes = new HashMap<>();
    if (kind.scale()) {
      shapes.put(Part.WEIGHT, shape);
    }
    if (kind.center()) {
      shapes.put(Part.BIAS, shape);
    }
    if (kind instanceof BatchNorm) {
      shapes.put(Part.MEAN, shape);
      shapes.put(Part.VARIANCE, shape);
    }
    String name =
        switch (place) {
          case INPUT -> "inputNormalization";
          case BLOCK -> "layers." + l + ".blockNormalization";
          case LAYER -> "layers." + l + ".normalization";
        };
    return shapes.isEmpty() ? null : new Part(name, shapes);
  }
}
