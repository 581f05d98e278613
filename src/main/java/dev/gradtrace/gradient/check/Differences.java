package dev.gradtrace.gradient.check;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import java.util.List;

/**
 * Directional derivatives of a smooth piece by finite differences. The width h is reduced until
 * those of second and fourth order agree:
 *
 * <pre>
 *   D₂ = [C(θ+hd) − C(θ−hd)] / 2h
 *   D₄ = [8(C(θ+hd) − C(θ−hd)) − (C(θ+2hd) − C(θ−2hd))] / 12h = ∇C·d + O(h⁴)
 * </pre>
 *
 * Steep losses, such as with inputs in millions or a norm with a small ε, are not linear over the
 * first width; with exploding gradients the width must be so small that the loss changes little.
 * Later directions start from the width found.
 */
final class Differences {

  /** Reductions of the width that all directions together may use. */
  static final int RETRIES = 6;

  /** Evaluations of the loss per width. */
  static final int LOSSES = 4;

  /** Evaluations of the loss before the first direction. */
  static final int PREPARATION = 2;

  /**
   * First width. It balances h⁴ against the rounding error ε/h: ε^(1/5), slightly smaller for steep
   * costs.
   */
  private static final double WIDEST = 0x1p-11;

  /** Smallest width, far above those for which h·d would underflow. */
  private static final double NARROWEST = 0x1p-400;

  /** Factor of the reduction of the width. */
  private static final double NARROWER = 0x1p-5;

  /** |D₄ − D₂|/|D₄| that ends the search; the error of D₄ itself is about the square of it. */
  private static final double AGREEMENT = 0x1p-15;

  /** Largest relative change of the loss over a width for which the slope is trusted. */
  private static final double REACH = 0x1p-6;

  /** Relative distance of neighbouring doubles. */
  private static final double ULP = 0x1p-52;

  /**
   * Factor from one rounding error to the bound on that of D₄: it sums several, and a sample of
   * them may be below the worst.
   */
  private static final double ROUNDINGS = 8;

  private final SmoothPiece piece;
  private final Network network;
  private final Network probe;
  private final double scale;
  private final double rounding;
  private double width = WIDEST;
  private int retries = RETRIES;

  /**
   * @param random signs of the perturbations that measure the rounding error of the loss
   */
  Differences(SmoothPiece piece, Network network, RandomStream random) {
    this.piece = piece;
    this.network = network;
    this.probe = new Network(network.spec(), network.parameters().copy());
    double loss = piece.loss(network);
    this.scale = Math.max(Math.abs(loss), Double.MIN_NORMAL);
    probe.parameters().trained(network.spec()).forEach(matrix -> jitter(matrix, random));
    this.rounding = ROUNDINGS * Math.max(Math.abs(piece.loss(probe) - loss), scale * ULP);
  }

  /** Perturbs entries by one unit in the last place. */
  private static void jitter(Matrix matrix, RandomStream random) {
    for (int j = 0; j < matrix.columns(); j++) {
      for (int i = 0; i < matrix.rows(); i++) {
        matrix.set(i, j, matrix.at(i, j) * (1 + Math.signum(random.gaussian()) * ULP));
      }
    }
  }

  /** Whether the loss is finite. */
  boolean isOfFiniteLoss() {
    return Double.isFinite(scale);
  }

  /**
   * A directional derivative.
   *
   * @param value D₄
   * @param disagreement |D₄ − D₂|; infinite if a loss is not finite or changes too much
   * @param rounding bound on the error by rounding of the losses
   */
  record Derivative(double value, double disagreement, double rounding) {

    /** Bound on the error of the value. */
    double uncertainty() {
      return disagreement + rounding;
    }

    private boolean isSettled() {
      return disagreement <= AGREEMENT * Math.abs(value);
    }

    private double expectedError() {
      double size = Math.abs(value);
      return (size > disagreement ? disagreement * disagreement / size : disagreement) + rounding;
    }

    private boolean contradicts(double expected) {
      return Math.abs(value - expected) > 10 * uncertainty();
    }
  }

  /**
   * Computes ∇C·d.
   *
   * @param expected the analytic value; if the difference disagrees, and a slope of this size would
   *     change the loss too much over the width, a smaller width is tried
   */
  Derivative along(Parameters direction, double expected) {
    double reach = scale * REACH / Math.abs(expected);
    Derivative best = over(width, direction, expected, reach);
    double h = width;
    while (!best.isSettled() && retries > 0 && h > NARROWEST) {
      retries--;
      h = Math.min(h * NARROWER, Math.max(reach, NARROWEST));
      Derivative other = over(h, direction, expected, reach);
      if (other.expectedError() < best.expectedError()) {
        best = other;
        width = h;
      }
    }
    return best;
  }

  private Derivative over(double h, Parameters direction, double expected, double reach) {
    double near = difference(h, direction);
    double far = difference(2 * h, direction);
    double second = near / (2 * h);
    double fourth = (8 * near - far) / (12 * h);
    Derivative derivative = new Derivative(fourth, Math.abs(fourth - second), rounding / h);
    boolean tells = Double.isFinite(fourth) && (h <= reach || !derivative.contradicts(expected));
    return tells ? derivative : new Derivative(fourth, Double.POSITIVE_INFINITY, rounding / h);
  }

  private double difference(double h, Parameters direction) {
    shift(h, direction);
    double above = piece.loss(probe);
    shift(-h, direction);
    return above - piece.loss(probe);
  }

  private void shift(double h, Parameters direction) {
    NetworkSpec spec = network.spec();
    probe.parameters().set(network.parameters());
    List<Matrix> moved = probe.parameters().trained(spec);
    List<Matrix> directions = direction.trained(spec);
    for (int k = 0; k < moved.size(); k++) {
      moved.get(k).add(h, directions.get(k));
    }
  }
}
