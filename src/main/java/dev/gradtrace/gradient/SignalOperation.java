package dev.gradtrace.gradient;

import dev.gradtrace.network.Network;
import dev.gradtrace.network.Parameters;

/**
 * An operation on a signal between dense layers and activations: normalisation, dropout, or an end
 * of a skip. It has a forward and a backward pass, and the tangents of both.
 */
sealed interface SignalOperation permits Normalizing, Masking, Branching, Joining {

  /** The output. */
  Signal to();

  /** Computes the value of {@link #to} from that of the input. */
  void forward(Network network);

  /**
   * Computes the gradient of the input from that of {@link #to}, with exponents, and that of the
   * operation's parameters.
   *
   * @param gradient receives the gradient of the parameters, the mean over the batch
   */
  void pullBack(Network network, Parameters gradient);

  /**
   * Computes the tangent of {@link #to} from that of the input and the direction of the parameters.
   */
  void forwardTangent(Network network, Parameters direction);

  /**
   * Computes the tangents of all that {@link #pullBack} computes; exponents must be 0.
   *
   * @param product receives the tangent of the gradient of the operation's parameters
   */
  void pullBackTangent(Network network, Parameters direction, Parameters product);

  /** Sets the batch size. */
  void narrowTo(int samples);
}
