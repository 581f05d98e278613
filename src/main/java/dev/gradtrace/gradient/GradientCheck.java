package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.validation.Deadline;
import java.util.List;

/**
 * Compares the gradient with finite differences of the loss along random directions d:
 *
 * <pre>
 *   [8(C(θ+hd) − C(θ−hd)) − (C(θ+2hd) − C(θ−2hd))] / 12h = ∇C·d + O(h⁴)
 * </pre>
 *
 * @param maxRelativeError the largest |numerical − analytic| relative to the larger of the two, or
 *     to what rounding alone can resolve where both are smaller than that
 * @param directions number of directions tried
 */
public record GradientCheck(double maxRelativeError, int directions) {

  /** Directions a request checks. */
  public static final int DIRECTIONS = 10;

  /** Balances h⁴ against rounding ε/h: ε^(1/5), a little below for steep costs. */
  private static final double STEP = 0x1p-11;

  private static final double RESOLUTION = 0x1p-53 / STEP * 16;

  /** Bytes that a check takes besides the network, its gradient and the batch, about. */
  public static long bytes(NetworkSpec spec) {
    return 2 * Parameters.bytes(spec);
  }

  /**
   * Checks the gradient of the batch in the workspace, after back-propagation.
   *
   * @param pass the batch and its gradient; its forward quantities are overwritten
   */
  public static GradientCheck run(Network network, Cost cost, Workspace pass, long seed) {
    Parameters shifted = network.parameters().copy();
    Network probe = new Network(network.spec(), shifted);
    double scale = Math.max(Math.abs(loss(probe, cost, pass)), Double.MIN_NORMAL);
    double worst = 0;
    for (int k = 0; k < DIRECTIONS; k++) {
      Deadline.check();
      Parameters direction = direction(network, RandomStream.of(seed, Purpose.GRADIENT_CHECK, k));
      double analytic = dot(network.spec(), pass.gradient(), direction);
      double numerical =
          (8 * difference(network, probe, direction, STEP, cost, pass)
                  - difference(network, probe, direction, 2 * STEP, cost, pass))
              / (12 * STEP);
      double size = Math.max(Math.abs(numerical), Math.abs(analytic));
      worst = Math.max(worst, Math.abs(numerical - analytic) / Math.max(size, scale * RESOLUTION));
    }
    return new GradientCheck(worst, DIRECTIONS);
  }

  /** A Gaussian direction of length 1. */
  private static Parameters direction(Network network, RandomStream random) {
    Parameters direction = Parameters.zeros(network.spec());
    direction.trained(network.spec()).forEach(matrix -> matrix.fillWith(random::gaussian));
    double length = Math.sqrt(dot(network.spec(), direction, direction));
    direction.matrices().forEach(matrix -> matrix.scale(1 / length));
    return direction;
  }

  private static double difference(
      Network network,
      Network probe,
      Parameters direction,
      double step,
      Cost cost,
      Workspace pass) {
    shift(network.spec(), network.parameters(), step, direction, probe.parameters());
    double above = loss(probe, cost, pass);
    shift(network.spec(), network.parameters(), -step, direction, probe.parameters());
    return above - loss(probe, cost, pass);
  }

  private static void shift(
      NetworkSpec network, Parameters from, double step, Parameters direction, Parameters target) {
    target.set(from);
    List<Matrix> moved = target.trained(network);
    List<Matrix> directions = direction.trained(network);
    for (int k = 0; k < moved.size(); k++) {
      moved.get(k).add(step, directions.get(k));
    }
  }

  private static double loss(Network network, Cost cost, Workspace pass) {
    ForwardPass.run(network, pass);
    return Loss.of(network, cost, pass);
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
