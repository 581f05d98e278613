package dev.gradtrace.gradient;

import dev.gradtrace.network.Network;
import dev.gradtrace.network.Parameters;

/**
 * The end of a residual block, where the skip is added to the branch.
 *
 * <pre>
 *   to        = skip + α·from
 *   ∂C/∂from  = α·∂C/∂to
 *   ∂C/∂skip  = ∂C/∂to
 * </pre>
 */
final class Joining implements SignalOperation {

  private final Signal from;
  private final Signal to;
  private final Signal skip;
  private final double scale;

  Joining(Signal from, Signal skip, int samples, double scale) {
    this.from = from;
    this.to = Signal.of(from.value().rows(), samples);
    this.skip = skip;
    this.scale = scale;
  }

  @Override
  public Signal to() {
    return to;
  }

  @Override
  public void forward(Network network) {
    to.value().setSum(skip.value(), scale, from.value());
  }

  @Override
  public void pullBack(Network network, Parameters gradient) {
    from.gradient().set(to.gradient());
    from.gradient().scale(scale);
    from.setExponent(to.exponent());
    skip.gradient().set(to.gradient());
    skip.accept(to.exponent());
  }

  @Override
  public void forwardTangent(Network network, Parameters direction) {
    to.valueTangent().setSum(skip.valueTangent(), scale, from.valueTangent());
  }

  @Override
  public void pullBackTangent(Network network, Parameters direction, Parameters product) {
    from.gradientTangent().set(to.gradientTangent());
    from.gradientTangent().scale(scale);
    skip.gradientTangent().set(to.gradientTangent());
  }

  @Override
  public void narrowTo(int samples) {
    to.narrowTo(samples);
  }
}
