package dev.gradtrace.gradient.check;

import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.validation.Deadline;
import java.util.List;

/**
 * Compares the gradient with {@link Differences} of the loss along random directions. If the loss
 * has kinks, differences are taken within the {@link SmoothPiece} that the gradient belongs to: a
 * difference across a kink says nothing about the slope on either side.
 *
 * @param maxRelativeError the largest |numerical − analytic| relative to the larger of the two; NaN
 *     if no direction was resolved, or the loss is not finite
 * @param resolution the largest uncertainty of the differences, relative to the same; smaller
 *     errors may be due to the differences; NaN if no direction was resolved
 * @param directions number of directions tried
 * @param unresolved number of directions without a verdict: the differences are less certain than
 *     {@value #RESOLVED} and agree within that, or the loss is not finite
 * @param kinks entries on a kink, by layer
 */
public record GradientCheck(
    double maxRelativeError, double resolution, int directions, int unresolved, List<Kink> kinks) {

  /** Number of directions that a check tries. */
  public static final int DIRECTIONS = 10;

  /** Most forward passes of a check. */
  public static final int PASSES =
      Differences.LOSSES * (DIRECTIONS + Differences.RETRIES) + Differences.PREPARATION;

  /** Relative uncertainty up to which a difference gives a verdict. */
  private static final double RESOLVED = 1e-4;

  /** Multiple of the uncertainty from which a disagreement is due to the gradient. */
  private static final double BEYOND_DOUBT = 10;

  /** Approximate bytes of a check, besides the network, its gradient and the batch. */
  public static long bytes(NetworkSpec spec, long samples) {
    return 2 * Parameters.bytes(spec) + SmoothPiece.bytes(spec, samples);
  }

  /** Checks the gradient of a probe. */
  public static GradientCheck of(GradientProbe probe, long seed) {
    return run(probe.network(), probe.cost(), probe.pass(), seed);
  }

  /**
   * Checks the gradient of the batch in the workspace, after back-propagation. Restores the results
   * of the forward pass afterwards.
   */
  public static GradientCheck run(Network network, Cost cost, Workspace pass, long seed) {
    List<Kink> kinks = SmoothPiece.kinks(network, cost, pass);
    SmoothPiece piece = SmoothPiece.of(network, cost, pass);
    try {
      RandomStream random = RandomStream.of(seed, Purpose.GRADIENT_CHECK, DIRECTIONS);
      Differences differences = new Differences(piece, network, random);
      return differences.isOfFiniteLoss()
          ? run(differences, network, pass.gradient(), seed).with(kinks)
          : new GradientCheck(Double.NaN, Double.NaN, DIRECTIONS, DIRECTIONS, kinks);
    } finally {
      piece.release();
    }
  }

  private static GradientCheck run(
      Differences differences, Network network, Parameters gradient, long seed) {
    double worst = 0;
    double resolution = 0;
    int unresolved = 0;
    for (int k = 0; k < DIRECTIONS; k++) {
      Deadline.check();
      Parameters direction = direction(network, RandomStream.of(seed, Purpose.GRADIENT_CHECK, k));
      double analytic = dot(network.spec(), gradient, direction);
      Differences.Derivative numerical = differences.along(direction, analytic);
      double error = Math.abs(numerical.value() - analytic);
      double size = Math.max(Math.abs(numerical.value()), Math.abs(analytic));
      if (error == 0) {
        continue;
      }
      boolean doubtful =
          numerical.uncertainty() > RESOLVED * size
              && error <= BEYOND_DOUBT * numerical.uncertainty();
      if (doubtful || !Double.isFinite(error)) {
        unresolved++;
      } else {
        worst = Math.max(worst, error / size);
        resolution = Math.max(resolution, numerical.uncertainty() / size);
      }
    }
    boolean none = unresolved == DIRECTIONS;
    return new GradientCheck(
        none ? Double.NaN : worst,
        none ? Double.NaN : resolution,
        DIRECTIONS,
        unresolved,
        List.of());
  }

  private GradientCheck with(List<Kink> kinks) {
    return new GradientCheck(maxRelativeError, resolution, directions, unresolved, kinks);
  }

  /** A Gaussian direction of norm 1. */
  private static Parameters direction(Network network, RandomStream random) {
    Parameters direction = Parameters.zeros(network.spec());
    direction.trained(network.spec()).forEach(matrix -> matrix.fillWith(random::gaussian));
    double length = Math.sqrt(dot(network.spec(), direction, direction));
    direction.matrices().forEach(matrix -> matrix.scale(1 / length));
    return direction;
  }

  private static double dot(NetworkSpec network, Parameters a, Parameters b) {
    List<Matrix> ones = a.trained(network);
    List<Matrix> others = b.trained(network);
    double sum = 0;
    for (int k = 0; k < ones.size(); k++) {
      sum += ones.get(k).dot(others.get(k));
    }
    return sum;
  }
}
