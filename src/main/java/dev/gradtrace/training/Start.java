package dev.gradtrace.training;

import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Where a run starts from.
 *
 * @param seed fixes initial parameters, split and shuffling
 * @param parameters of the network; null to initialise it from the seed
 */
public record Start(long seed, @Nullable Parameters parameters) {

  /** From parameters that the seed decides. */
  public static Start seeded(long seed) {
    return new Start(seed, null);
  }

  /** The parameters of step 0; a copy, so that the specification never changes. */
  public Parameters parameters(NetworkSpec network) {
    return parameters == null ? Parameters.initial(network, seed) : parameters.copy();
  }
}
