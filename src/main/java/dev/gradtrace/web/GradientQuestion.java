package dev.gradtrace.web;

import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.GradientCheck;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.validation.Faults;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question about the gradient of one batch.
 *
 * @param parameters null to initialise the network from the seed
 * @param parts what the answer holds besides the metrics
 */
record GradientQuestion(
    NetworkSpec network,
    Cost cost,
    @Nullable Parameters parameters,
    long seed,
    Batch batch,
    Set<GradientPart> parts) {

  /** Passes of a gradient check: four losses for each direction. */
  private static final long CHECK_PASSES = 4L * GradientCheck.DIRECTIONS;

  /** Passes of the gradient itself: one forwards, two backwards. */
  private static final long GRADIENT_PASSES = 3;

  GradientProbe probe() {
    Network start =
        parameters == null ? Network.initial(network, seed) : new Network(network, parameters);
    return batch.probe(start, cost);
  }

  boolean asksFor(GradientPart part) {
    return parts.contains(part);
  }

  /** Refuses a question whose answer takes too long or too much room. */
  void requireModesty(Limits limits) {
    Faults.check(
        faults -> {
          faults.unless(
              multiplications() <= limits.lookMultiplications(),
              "batch",
              "needs %d multiplications, at most %d are answered at once",
              multiplications(),
              limits.lookMultiplications());
          faults.unless(
              numbers() <= limits.answerNumbers(),
              "include",
              "makes an answer of %d numbers, at most %d are allowed",
              numbers(),
              limits.answerNumbers());
        });
  }

  private long multiplications() {
    long passes = GRADIENT_PASSES + (asksFor(GradientPart.GRADIENT_CHECK) ? CHECK_PASSES : 0);
    long multiplications = passes * network.parameterCount() * batch.samples();
    for (int l = 1; l <= network.depth(); l++) {
      boolean orthogonal =
          parameters == null
              && network.layer(l).weightInitializer() instanceof Initializer.Orthogonal;
      multiplications += orthogonal ? decomposition(l) : 0;
      multiplications += asksFor(GradientPart.SINGULAR_VALUES) ? decomposition(l) : 0;
    }
    return multiplications;
  }

  /** About what a decomposition of the weights of layer {@code l} takes. */
  private long decomposition(int l) {
    long units = network.width(l);
    long inputs = network.width(l - 1);
    return 4 * units * inputs * Math.max(units, inputs);
  }

  private long numbers() {
    long units = 0;
    for (int l = 1; l <= network.depth(); l++) {
      units += network.width(l);
    }
    long numbers = batch.samples();
    numbers += asksFor(GradientPart.GRADIENTS) ? network.parameterCount() : 0;
    numbers += asksFor(GradientPart.OUTPUTS) ? (long) batch.samples() * network.outputs() : 0;
    numbers += asksFor(GradientPart.DELTAS) ? batch.samples() * units : 0;
    numbers += asksFor(GradientPart.ACTIVATIONS) ? batch.samples() * units : 0;
    numbers += asksFor(GradientPart.PREACTIVATIONS) ? batch.samples() * units : 0;
    return numbers;
  }
}
