package dev.gradtrace.gradient;

import dev.gradtrace.network.Network;
import dev.gradtrace.network.Parameters;

/**
 * The beginning of a residual block, where x enters both the branch and the skip.
 *
 * <pre>
 *   to = skip = from
 *   ∂C/∂from  = ∂C/∂to + ∂C/∂skip
 * </pre>
 *
 * The two gradients have their own exponents; the sum has that of the larger one.
 */
final class Branching implements SignalOperation {

  private final Signal from;
  private final Signal to;
  private final Signal skip;

  Branching(Signal from, int samples) {
    this.from = from;
    this.to = Signal.carrying(from.value(), samples);
    this.skip = Signal.carrying(from.value(), samples);
  }

  /** The signal of the skip. */
  Signal skip() {
    return skip;
  }

  /** The input. */
  Signal from() {
    return from;
  }

  @Override
  public Signal to() {
    return to;
  }

  @Override
  public void forward(Network network) {}

  @Override
  public void pullBack(Network network, Parameters gradient) {
    to.accept(to.exponent());
    Signal larger = magnitude(to) >= magnitude(skip) ? to : skip;
    Signal smaller = larger == to ? skip : to;
    double share = Math.scalb(1.0, smaller.exponent() - larger.exponent());
    from.gradient().setSum(larger.gradient(), share, smaller.gradient());
    from.accept(larger.exponent());
  }

  private static long magnitude(Signal signal) {
    return signal.norm() == 0
        ? Long.MIN_VALUE
        : (long) Math.getExponent(signal.norm()) + signal.exponent();
  }

  @Override
  public void forwardTangent(Network network, Parameters direction) {
    to.valueTangent().set(from.valueTangent());
    skip.valueTangent().set(from.valueTangent());
  }

  @Override
  public void pullBackTangent(Network network, Parameters direction, Parameters product) {
    from.gradientTangent().setSum(to.gradientTangent(), 1, skip.gradientTangent());
  }

  @Override
  public void narrowTo(int samples) {
    to.narrowTo(samples);
    skip.narrowTo(samples);
  }
}
