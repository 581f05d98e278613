package dev.gradtrace.gradient;

import dev.gradtrace.network.Network;
import dev.gradtrace.network.Parameters;
import java.util.List;

/**
 * What lies between σ of a layer, or the input, and W of the next layer: operations in forward
 * order, often none.
 */
final class Junction {

  private final SignalOperation[] operations;
  private final Signal from;
  private final Signal to;

  /**
   * @param from what comes in
   * @param operations each beginning where the one before ends
   */
  Junction(Signal from, List<SignalOperation> operations) {
    this.operations = operations.toArray(SignalOperation[]::new);
    this.from = from;
    this.to = operations.isEmpty() ? from : operations.get(operations.size() - 1).to();
  }

  /** What comes in. */
  Signal from() {
    return from;
  }

  /** What the next layer's W multiplies. */
  Signal to() {
    return to;
  }

  boolean isEmpty() {
    return operations.length == 0;
  }

  void forward(Network network) {
    for (SignalOperation operation : operations) {
      operation.forward(network);
    }
  }

  /** The gradient of what comes in from that of {@link #to}. */
  void pullBack(Network network, Parameters gradient) {
    for (int k = operations.length - 1; k >= 0; k--) {
      operations[k].pullBack(network, gradient);
    }
  }

  /** How {@link #to} changes when what comes in does. */
  void forwardTangent(Network network, Parameters direction) {
    for (SignalOperation operation : operations) {
      operation.forwardTangent(network, direction);
    }
  }

  /** How the gradient of what comes in changes when that of {@link #to} does. */
  void pullBackTangent(Network network, Parameters direction, Parameters product) {
    for (int k = operations.length - 1; k >= 0; k--) {
      operations[k].pullBackTangent(network, direction, product);
    }
  }

  /** Puts the exponents of all gradients behind the first signal into them. */
  void settle() {
    for (SignalOperation operation : operations) {
      operation.to().settle();
      if (operation instanceof Branching branching) {
        branching.skip().settle();
      }
    }
  }

  void narrowTo(int samples) {
    from.narrowTo(samples);
    for (SignalOperation operation : operations) {
      operation.narrowTo(samples);
    }
  }
}
