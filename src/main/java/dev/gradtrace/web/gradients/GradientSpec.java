package dev.gradtrace.web.gradients;

import dev.gradtrace.budget.MemoryNeed;
import dev.gradtrace.contract.Limits;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.gradient.check.GradientCheck;
import dev.gradtrace.gradient.curvature.Curvature;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.theory.MeanFieldForecast;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The network, batch and cost of a gradient.
 *
 * @param parts of the answer besides the metrics
 */
record GradientSpec(NetworkAndBatch subject, Cost cost, Set<GradientPart> parts) {

  /** Passes over the network for a gradient: one forward, two backward. */
  static final long GRADIENT_PASSES = 3;

  /** The header of an array and the reference to it. */
  private static final long BYTES_OF_ROW = 24;

  NetworkSpec network() {
    return subject.network();
  }

  GradientProbe probe() {
    return subject.probe(cost);
  }

  boolean asksFor(GradientPart part) {
    return parts.contains(part);
  }

  /** Refuses a gradient that takes too many multiplications or too large an answer. */
  void requireWithinLimits(Limits limits) {
    limits.requireWithinLimits(multiplications(), numbers(), "include");
  }

  /** The memory of the network, its gradient, the batch, and the answer. */
  MemoryNeed memory() {
    NetworkSpec network = network();
    return subject
        .memory()
        .plus("network", asksFor(GradientPart.GRADIENTS) ? Parameters.bytes(network) : 0)
        .plus(
            "network",
            asksFor(GradientPart.GRADIENT_CHECK)
                ? GradientCheck.bytes(network, subject.batch().samples())
                : 0)
        .plus(
            "network",
            asksFor(GradientPart.SINGULAR_VALUES)
                ? GradientProbe.bytesOfSpectra(network, subject.batch().samples())
                : 0)
        .plus("network", asksFor(GradientPart.DISTRIBUTIONS) ? ofDistributions(network) : 0)
        .plus("network", asksFor(GradientPart.CURVATURE) ? Parameters.bytes(network) : 0)
        .plus(
            "batch",
            asksFor(GradientPart.CURVATURE)
                ? GradientProbe.bytesOfBatch(network, subject.batch().samples())
                    + Curvature.bytes(network, subject.batch().samples())
                : 0)
        .plus("batch", ofAnswer(network));
  }

  /** The distributions, and one gradient that is computed again where it underflowed. */
  private static long ofDistributions(NetworkSpec network) {
    long largest = 0;
    for (int l = 1; l <= network.depth(); l++) {
      largest = Math.max(largest, Matrix.bytes(network.width(l), network.width(l - 1)));
    }
    return LayerDistributions.bytes(network.depth()) + largest;
  }

  private long ofAnswer(NetworkSpec network) {
    long samples = subject.batch().samples();
    long parts =
        Stream.of(GradientPart.DELTAS, GradientPart.ACTIVATIONS, GradientPart.PREACTIVATIONS)
            .filter(this::asksFor)
            .count();
    long ofSample = asksFor(GradientPart.OUTPUTS) ? rowBytes(network.outputs()) : 0;
    for (int l = 1; l <= network.depth(); l++) {
      ofSample += parts * rowBytes(network.width(l));
    }
    return samples * ofSample;
  }

  private static long rowBytes(long values) {
    return values * Double.BYTES + BYTES_OF_ROW;
  }

  long multiplications() {
    long passes =
        GRADIENT_PASSES + (asksFor(GradientPart.GRADIENT_CHECK) ? GradientCheck.PASSES : 0);
    return subject.multiplications(passes)
        + (asksFor(GradientPart.SINGULAR_VALUES) ? spectra() : 0)
        + (asksFor(GradientPart.FORECAST) ? MeanFieldForecast.multiplications(network()) : 0)
        + (asksFor(GradientPart.CURVATURE)
            ? Curvature.multiplications(network(), subject.batch().samples())
            : 0);
  }

  /**
   * Multiplications for the singular values of each layer's Jacobian, and of the network's for each
   * sample.
   */
  private long spectra() {
    NetworkSpec network = network();
    long outputs = network.outputs();
    long multiplications =
        subject.batch().samples()
            * (outputs * network.parameterCount()
                + NetworkSpec.decompositionMultiplications(outputs, network.inputs()));
    for (int l = 1; l <= network.depth(); l++) {
      multiplications +=
          NetworkSpec.decompositionMultiplications(network.width(l), network.width(l - 1));
    }
    return multiplications;
  }

  private long numbers() {
    NetworkSpec network = network();
    long samples = subject.batch().samples();
    long units = 0;
    for (int l = 1; l <= network.depth(); l++) {
      units += network.width(l);
    }
    long numbers = samples;
    numbers += asksFor(GradientPart.GRADIENTS) ? network.parameterCount() : 0;
    numbers += asksFor(GradientPart.OUTPUTS) ? samples * network.outputs() : 0;
    numbers += asksFor(GradientPart.DELTAS) ? samples * units : 0;
    numbers += asksFor(GradientPart.ACTIVATIONS) ? samples * units : 0;
    numbers += asksFor(GradientPart.PREACTIVATIONS) ? samples * units : 0;
    return numbers;
  }
}
