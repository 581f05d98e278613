package dev.gradtrace.web.gradients;

import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.gradient.distribution.Distribution;
import dev.gradtrace.gradient.distribution.LostLayers;
import dev.gradtrace.gradient.distribution.NumberFormat;
import dev.gradtrace.gradient.distribution.OctaveCounter;
import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.gradient.distribution.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Distributions of every tensor of every layer.
 *
 * @param layers 1…L
 */
record LayerDistributions(List<Map<Tensor, Distribution>> layers, int samples) {

  /** All tensors that exist without an update. */
  private static final List<Tensor> LOOKED_AT =
      Arrays.stream(Tensor.values()).filter(tensor -> tensor != Tensor.UPDATE).toList();

  static LayerDistributions of(GradientProbe probe) {
    Tensors tensors = Tensors.of(probe.network(), probe.pass());
    OctaveCounter counter = new OctaveCounter();
    List<Map<Tensor, Distribution>> layers = new ArrayList<>();
    for (int l = 1; l <= tensors.depth(); l++) {
      Map<Tensor, Distribution> counted = new EnumMap<>(Tensor.class);
      for (Tensor of : LOOKED_AT) {
        counted.put(of, counter.count(of, tensors, l));
      }
      layers.add(counted);
    }
    return new LayerDistributions(layers, probe.samples());
  }

  /** Most bytes of the distributions of {@code depth} layers. */
  static long bytes(int depth) {
    return Distribution.mostBytes() * LOOKED_AT.size() * depth;
  }

  List<DistributionView> views(int l) {
    return layers.get(l - 1).entrySet().stream()
        .map(counted -> DistributionView.of(counted.getKey(), counted.getValue()))
        .toList();
  }

  /** A sentence about what float32 would lose; null if nothing. */
  @Nullable String answer() {
    LostLayers lost =
        LostLayers.of(
            layers.stream().map(layer -> layer.get(Tensor.DELTA)).toList(),
            NumberFormat.FLOAT32,
            samples);
    return lost.isEmpty() ? null : lost.inFloat32();
  }
}
