package dev.gradtrace.gradient;

import dev.gradtrace.network.Network;
import dev.gradtrace.network.Parameters;
import java.util.List;

/**
 * The operations between σ of a layer, or the input, and W of the next layer, in forward order;
 * often none.
 */
final class Junction {

  private final SignalOperation[] operations;
  private final Signal from;
  private final Signal to;

  /**
   * @param from input of the first operation
   * @param operations each with the output of the one before as input
   */
  Junction(Signal from, List<SignalOperation> operations) {
    this.operations = operations.toArray(SignalOperation[]::new);
    this.from = from;
    this.to = operations.isEmpty() ? from : operations.get(operations.size() - 1).to();
  }

  /** The input. */
  Signal from() {
    return from;
  }

  /** The output, which W of the next layer multiplies. */
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

  /** Computes the gradient of the input from that of {@link #to}. */
  void pullBack(Network network, Parameters gradient) {
    for (int k = operations.length - 1; k >= 0; k--) {
      operations[k].pullBack(network, gradient);
    }
  }

  /** Computes the tangent of {@link #to} from that of the input. */
  void forwardTangent(Network network, Parameters direction) {
    for (SignalOperation operation : operations) {
      operation.forwardTangent(network, direction);
    }
  }

  /** Computes the tangent of the input's gradient from that of {@link #to}. */
  void pullBackTangent(Network network, Parameters direction, Parameters product) {
    for (int k = operations.length - 1; k >= 0; k--) {
      operations[k].pullBackTangent(network, direction, product);
    }
  }

  /** Applies the exponents of all gradients except that of the input, so that they become 0. */
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
