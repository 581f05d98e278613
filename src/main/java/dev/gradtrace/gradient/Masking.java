package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Masks;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.Parameters;

/**
 * Dropout (Srivastava et al. 2014), with a mask M per step.
 *
 * <pre>
 *   to       = M ⊙ from
 *   ∂C/∂from = M ⊙ ∂C/∂to
 * </pre>
 */
final class Masking implements SignalOperation {

  private final Signal from;
  private final Signal to;
  private final Matrix mask;
  private final double rate;
  private final int layer;

  /**
   * @param rate probability that an entry is 0
   * @param layer number of the layer whose outputs are masked; 0 for the input
   */
  Masking(Signal from, int samples, double rate, int layer) {
    this.from = from;
    this.to = Signal.of(from.value().rows(), samples);
    this.mask = Matrix.zeros(from.value().rows(), samples);
    this.rate = rate;
    this.layer = layer;
  }

  /** Draws the mask of a step, which is used until the next one is drawn. */
  void draw(long seed, long step) {
    Masks.draw(mask, rate, seed, step, layer);
  }

  @Override
  public Signal to() {
    return to;
  }

  @Override
  public void forward(Network network) {
    to.value().setElementProduct(mask, from.value());
  }

  @Override
  public void pullBack(Network network, Parameters gradient) {
    from.gradient().setElementProduct(mask, to.gradient());
    from.setExponent(to.exponent());
  }

  @Override
  public void forwardTangent(Network network, Parameters direction) {
    to.valueTangent().setElementProduct(mask, from.valueTangent());
  }

  @Override
  public void pullBackTangent(Network network, Parameters direction, Parameters product) {
    from.gradientTangent().setElementProduct(mask, to.gradientTangent());
  }

  @Override
  public void narrowTo(int samples) {
    to.narrowTo(samples);
    mask.narrowTo(samples);
  }
}
