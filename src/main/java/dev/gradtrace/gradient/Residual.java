package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Activation;

/** A cost that is a sum over the outputs of a function of the residual a − y. */
abstract sealed class Residual implements Cost.OutputCost {

  /** The contribution of one output to C; {@code n} is the number of outputs. */
  abstract double loss(double residual, int n);

  /** Its derivative with respect to a. */
  abstract double slope(double residual, int n);

  /** Its second derivative with respect to a; 0 at a kink. */
  abstract double curvature(int n);

  @Override
  public double curvature(LayerPass output, Matrix targets, int i, int j) {
    return curvature(targets.rows());
  }

  @Override
  public double loss(Activation activation, LayerPass output, Matrix targets, int j) {
    int n = targets.rows();
    double loss = 0;
    for (int i = 0; i < n; i++) {
      loss += loss(residual(activation, output, targets.at(i, j), i, j), n);
    }
    return loss;
  }

  @Override
  public void activationGradient(Activation activation, LayerPass output, Matrix targets) {
    int n = targets.rows();
    for (int j = 0; j < targets.columns(); j++) {
      for (int i = 0; i < n; i++) {
        double residual = residual(activation, output, targets.at(i, j), i, j);
        output.activationGradient().set(i, j, slope(residual, n));
      }
    }
  }

  private static double residual(Activation activation, LayerPass output, double y, int i, int j) {
    return activation.isProbability()
        ? Cost.scaledError(output, 1, y, i, j)
        : output.a().at(i, j) - y;
  }

  /** ½ r². */
  static final class Quadratic extends Residual {
    @Override
    double loss(double residual, int n) {
      return 0.5 * residual * residual;
    }

    @Override
    double slope(double residual, int n) {
      return residual;
    }

    @Override
    double curvature(int n) {
      return 1;
    }
  }

  /** r²/n. */
  static final class MeanSquared extends Residual {
    @Override
    double loss(double residual, int n) {
      return residual * residual / n;
    }

    @Override
    double slope(double residual, int n) {
      return 2 * residual / n;
    }

    @Override
    double curvature(int n) {
      return 2.0 / n;
    }
  }

  /** |r|/n. */
  static final class MeanAbsolute extends Residual {
    @Override
    double loss(double residual, int n) {
      return Math.abs(residual) / n;
    }

    @Override
    double slope(double residual, int n) {
      return Math.signum(residual) / n;
    }

    @Override
    public boolean hasKinkAt(double a, double y) {
      return a == y;
    }

    /** The sign of a − y. */
    @Override
    public Matrix pieces(Activation activation, LayerPass output, Matrix targets) {
      Matrix pieces = Matrix.zeros(targets.rows(), targets.columns());
      for (int j = 0; j < targets.columns(); j++) {
        for (int i = 0; i < targets.rows(); i++) {
          double residual = residual(activation, output, targets.at(i, j), i, j);
          pieces.set(i, j, Math.signum(residual));
        }
      }
      return pieces;
    }

    @Override
    public double lossOn(
        Matrix pieces, Activation activation, LayerPass output, Matrix targets, int j) {
      int n = targets.rows();
      double loss = 0;
      for (int i = 0; i < n; i++) {
        loss += pieces.at(i, j) * residual(activation, output, targets.at(i, j), i, j) / n;
      }
      return loss;
    }

    @Override
    double curvature(int n) {
      return 0;
    }
  }
}
