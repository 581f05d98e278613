package dev.gradtrace.theory;

import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.theory.ForwardMoments.BlockMoments;

/**
 * The backward pass: with independent random weights the squared norms of ∂C/∂z multiply from layer
 * to layer, and those of a skip and its branch add.
 */
final class GradientGains {

  private final NetworkSpec network;
  private final ForwardMoments forward;
  private final double[] chi;
  private final double[] deltaLog10;
  private final double[] blockInputLog10;

  /** ‖∂C/∂(output of the current layer)‖² over ‖δ‖² of the layer visited before. */
  private double gain;

  /** log₁₀ of ‖∂C/∂(output of the current layer)‖. */
  private double log10;

  /** ‖δ‖² of the current layer over ‖∂C/∂(x + αF)‖² of its block. */
  private double fromSum;

  /** log₁₀ of ‖∂C/∂(x + αF)‖ of the current block. */
  private double sumLog10;

  private GradientGains(NetworkSpec network, ForwardMoments forward) {
    this.network = network;
    this.forward = forward;
    chi = new double[network.depth()];
    deltaLog10 = new double[network.depth()];
    blockInputLog10 = new double[network.blocks().size()];
    chi[chi.length - 1] = Double.NaN;
  }

  static GradientGains of(NetworkSpec network, ForwardMoments forward) {
    GradientGains gains = new GradientGains(network, forward);
    gains.goBack();
    return gains;
  }

  /** χˡ = E‖δˡ‖²/E‖δˡ⁺¹‖² of layers 1…L; NaN for the output layer. */
  double[] chi() {
    return chi;
  }

  /** log₁₀ of ‖δˡ‖/‖δᴸ‖ of layers 1…L. */
  double[] deltaLog10() {
    return deltaLog10;
  }

  /** log₁₀ of ‖∂C/∂x‖/‖δᴸ‖ of blocks 1, 2, … */
  double[] blockInputLog10() {
    return blockInputLog10;
  }

  private void goBack() {
    // (Σδ)² relative to ‖δ‖², which weights of non-zero mean pass on. At the output, signs are
    // balanced.
    double sumSquare = 1;
    int block = network.blocks().size() - 1;
    for (int l = network.depth(); l >= 1; l--) {
      double fromMean = Math.pow(LayerMoments.weightMean(network, l), 2) * sumSquare;
      gain = network.width(l - 1) * (fromMean + LayerMoments.weightVariance(network, l));
      log10 = deltaLog10[l - 1] + Math.log10(gain) / 2;
      if (block >= 0 && network.blocks().get(block).first() == l) {
        leaveBlock(block);
        block--;
      }
      if (l > 1) {
        passLayer(l - 1, block);
        sumSquare = fromMean == 0 ? 1 : 1 + together(l - 1, fromMean);
      }
    }
  }

  /** From the first layer of the branch to the input of the block. */
  private void leaveBlock(int block) {
    double branch = fromSum * gain * forward.blocks().get(block).branchGain();
    gain = (1 + branch) / fromSum;
    log10 = sumLog10 + Math.log10(1 + branch) / 2;
    blockInputLog10[block] = log10;
  }

  private void passLayer(int l, int block) {
    ResidualBlock around = block < 0 ? null : network.blocks().get(block);
    LayerMoments layer = forward.layer(l);
    if (around != null && around.last() == l) {
      enterBlock(around, forward.blocks().get(block), layer);
    } else {
      fromSum *= gain * layer.gain();
    }
    chi[l - 1] = gain * layer.gain();
    deltaLog10[l - 1] = log10 + Math.log10(layer.gain()) / 2;
  }

  /** From the output of the block to the end of its branch. */
  private void enterBlock(ResidualBlock block, BlockMoments moments, LayerMoments last) {
    double scaleSquare = block.scale() * block.scale();
    sumLog10 = log10 + Math.log10(moments.gain()) / 2;
    fromSum = scaleSquare * last.gain();
    gain *= moments.gain() * scaleSquare;
    log10 = sumLog10 + Math.log10(scaleSquare) / 2;
  }

  private double together(int l, double fromMean) {
    double n = network.width(l);
    double slope = forward.layer(l).moments().slopeMean();
    return n * (n - 1) * slope * slope * fromMean / chi[l - 1];
  }

  /** ‖∂C/∂x‖² of block k over that of block k + 1; k counts from 0. */
  double betweenBlocks(int k) {
    return Math.pow(10, 2 * (blockInputLog10[k] - blockInputLog10[k + 1]));
  }
}
