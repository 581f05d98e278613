package dev.gradtrace.theory;

import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.network.ResidualBlock.Position;
import dev.gradtrace.theory.MeanFieldInputs.BatchStatistics;
import dev.gradtrace.validation.Deadline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The moments of the forward pass.
 *
 * @param layers 1…L
 * @param blocks 1, 2, …
 */
record ForwardMoments(List<LayerMoments> layers, List<BlockMoments> blocks) {

  /**
   * The moments of a residual block.
   *
   * @param x input
   * @param branch F, before scale and sum
   * @param y output
   * @param branchGain ‖∂C/∂x‖² over ‖∂C/∂N(x)‖² of a normalisation of the branch
   * @param gain ‖∂C/∂(x + αF)‖² over ‖∂C/∂y‖² of a normalisation of the sum
   */
  record BlockMoments(
      MeanFieldMoments x,
      MeanFieldMoments branch,
      MeanFieldMoments y,
      double branchGain,
      double gain) {}

  static ForwardMoments of(NetworkSpec network, MeanFieldInputs inputs) {
    BatchStatistics statistics = inputs.statistics();
    MeanFieldMoments start =
        NormalizedMoments.of(network.inputNormalization(), inputs.signal(), statistics)
            .signal()
            .masked(1 - network.inputDropout());
    return of(network, start, statistics);
  }

  /** The moments given those of the input. */
  static ForwardMoments of(
      NetworkSpec network, MeanFieldMoments start, BatchStatistics statistics) {
    List<LayerMoments> layers = new ArrayList<>(network.depth());
    List<BlockMoments> blocks = new ArrayList<>(network.blocks().size());
    MeanFieldMoments x = start;
    int l = 1;
    for (ResidualBlock block : network.blocks()) {
      x = through(network, l, block.first() - 1, x, statistics, layers);
      NormalizedMoments branch = at(Position.BEFORE, block, x, statistics);
      MeanFieldMoments f =
          through(network, block.first(), block.last(), branch.signal(), statistics, layers);
      NormalizedMoments sum = at(Position.AFTER, block, x.plus(block.scale(), f), statistics);
      blocks.add(new BlockMoments(x, f, sum.signal(), branch.gain(), sum.gain()));
      x = sum.signal();
      l = block.last() + 1;
    }
    through(network, l, network.depth(), x, statistics, layers);
    return new ForwardMoments(layers, blocks);
  }

  private static NormalizedMoments at(
      Position position, ResidualBlock block, MeanFieldMoments x, BatchStatistics statistics) {
    @Nullable Normalization kind = block.position() == position ? block.normalization() : null;
    return NormalizedMoments.of(kind, x, statistics);
  }

  private static MeanFieldMoments through(
      NetworkSpec network,
      int first,
      int last,
      MeanFieldMoments start,
      BatchStatistics statistics,
      List<LayerMoments> layers) {
    MeanFieldMoments x = start;
    for (int l = first; l <= last; l++) {
      Deadline.check();
      LayerMoments before = l == 1 ? null : layers.get(l - 2);
      boolean isRepeated =
          before != null
              && network.width(l - 1) == network.width(Math.max(0, l - 2))
              && network.layer(l).equals(network.layer(l - 1))
              && before.x().isAsGoodAs(x);
      LayerMoments layer =
          isRepeated && before != null ? before : LayerMoments.of(network, l, x, statistics);
      layers.add(layer);
      x = layer.a();
    }
    return x;
  }

  LayerMoments layer(int l) {
    return layers.get(l - 1);
  }

  /** The input of layer l + 1, or of the block that begins there. */
  MeanFieldMoments output(NetworkSpec network, int l) {
    int block = network.blockOf(l);
    return network.blockUpTo(l) == null ? layer(l).a() : blocks.get(block - 1).y();
  }
}
