package dev.gradtrace.gradient.check;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import java.util.List;

/**
 * Derivatives of a smooth piece along directions, by differences over a width h that falls until
 * those of second and of fourth order agree:
 *
 * <pre>
 *   D₂ = [C(θ+hd) − C(θ−hd)] / 2h
 *   D₄ = [8(C(θ+hd) − C(θ−hd)) − (C(θ+2hd) − C(θ−2hd))] / 12h = ∇C·d + O(h⁴)
 * </pre>
 *
 * Steep losses, those of inputs in millions or behind a norm with a small ε, bend within the first
 * width; where gradients explode a slope shows only over a width so small that the loss is not
 * carried away. The width that was found serves the directions that follow.
 */
final class Differences {

  /** Widths that all directions together may try in vain. */
  static final int RETRIES = 6;

  /** Losses for each width. */
  static final int LOSSES = 4;

  /** Losses to begin with. */
  static final int PREPARATION = 2;

  /** Balances h⁴ against rounding ε/h: ε^(1/5), a little below for steep costs. */
  private static final double WIDEST = 0x1p-11;

  /** Far above the end of the range of doubles, where h·d would be 0. */
  private static final double NARROWEST = 0x1p-400;

  /** From one width to the next. */
  private static final double NARROWER = 0x1p-5;

  /** |D₄ − D₂|/|D₄| that ends the search: of D₄ alone the error is about the square of it. */
  private static final double AGREEMENT = 0x1p-15;

  /** Share of the loss that it may change by over a width, for the slope to be told from there. */
  private static final double REACH = 0x1p-6;

  /** Distance of a double from the next, relative. */
  private static final double ULP = 0x1p-52;

  /** What adds up in D₄, and what one sample of the rounding may fall short of the worst. */
  private static final double ROUNDINGS = 8;

  private final SmoothPiece piece;
  private final Network network;
  private final Network probe;
  private final double scale;
  private final double rounding;
  private double width = WIDEST;
  private int retries = RETRIES;

  /**
   * @param random signs of the errors that show what rounding does to the loss
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

  /** Errors of one unit in the last place. */
  private static void jitter(Matrix matrix, RandomStream random) {
    for (int j = 0; j < matrix.columns(); j++) {
      for (int i = 0; i < matrix.rows(); i++) {
        matrix.set(i, j, matrix.at(i, j) * (1 + Math.signum(random.gaussian()) * ULP));
      }
    }
  }

  /** Whether the loss is finite where the gradient is. */
  boolean isOfFiniteLoss() {
    return Double.isFinite(scale);
  }

  /**
   * A derivative.
   *
   * @param value D₄
   * @param disagreement |D₄ − D₂|; infinite where a loss is not finite, or carried away
   * @param rounding what rounding of the losses alone leaves open
   */
  record Derivative(double value, double disagreement, double rounding) {

    /** How far off the value may be. */
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
   * ∇C·d.
   *
   * @param expected what it should be; where differences say otherwise and so steep a slope would
   *     carry the loss away over their width, they are taken over a smaller one
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
