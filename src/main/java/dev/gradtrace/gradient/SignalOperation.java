package dev.gradtrace.gradient;

import dev.gradtrace.network.Network;
import dev.gradtrace.network.Parameters;

/**
 * What is done to a signal between dense layers and their activations: a normalisation, a mask, a
 * skip. Each says what it makes of the signal and, beside that, what it makes of the gradient on
 * its way back.
 */
sealed interface SignalOperation permits Normalizing, Masking, Branching, Joining {

  /** What goes out. */
  Signal to();

  /** The value of {@link #to} from that of what comes in. */
  void forward(Network network);

  /**
   * The gradient of what comes in from that of {@link #to}, exponents included, and what belongs to
   * parameters of the operation's own.
   *
   * @param gradient receives it, the mean over the batch
   */
  void pullBack(Network network, Parameters gradient);

  /**
   * How the value of {@link #to} changes when that of {@link #from} does, and the parameters along
   * a direction.
   */
  void forwardTangent(Network network, Parameters direction);

  /**
   * How what {@link #pullBack} computes changes then; gradients carry no exponents here.
   *
   * @param product receives the change of the gradient of the operation's own parameters
   */
  void pullBackTangent(Network network, Parameters direction, Parameters product);

  /** Works on batches of {@code samples} from now on. */
  void narrowTo(int samples);
}
