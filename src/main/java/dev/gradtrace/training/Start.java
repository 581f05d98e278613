package dev.gradtrace.training;

import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * The start of a run.
 *
 * @param seed seed of initial parameters, split, shuffling and dropout
 * @param parameters initial parameters; null to draw them from the seed
 */
public record Start(long seed, @Nullable Parameters parameters) {

  /** A start with parameters drawn from the seed. */
  public static Start seeded(long seed) {
    return new Start(seed, null);
  }

  /** A copy of the initial parameters, given or drawn. */
  public Parameters parameters(NetworkSpec network) {
    return parameters == null ? Parameters.initial(network, seed) : parameters.copy();
  }
}
