package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Elementary;
import dev.gradtrace.matrix.LogitGradients;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.Pointwise;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Softmax;

/** Cross-entropy between the targets and the outputs, from activations or from logits. */
abstract sealed class CrossEntropy implements Cost.LogitCost {

  /** Outputs are clipped to [CLIP, 1 − CLIP], Keras' epsilon. */
  static final double CLIP = 1e-7;

  /** Bound on a running product of factors up to 2, far below overflow. */
  private static final double LARGE_PRODUCT = 0x1p500;

  /** ln |∂C/∂a| up to which its square does not overflow. */
  static final double SAFE_LOG = 300;

  /** Bound on a, far above e^−{@value #SAFE_LOG}, above which the square of 1/a is finite. */
  private static final double SAFE_PROBABILITY = 0x1p-400;

  /** The contribution of one output to C, 0 < a < 1. */
  abstract double loss(double a, double y);

  /** Its derivative with respect to a. */
  abstract double slope(double a, double y);

  /** Its second derivative with respect to a. */
  abstract double curvature(double a, double y);

  @Override
  public double curvature(LayerPass output, Matrix targets, int i, int j) {
    double a = output.s().at(i, j);
    return a < CLIP || a > 1 - CLIP ? 0 : curvature(a, targets.at(i, j));
  }

  @Override
  public double loss(Activation activation, LayerPass output, Matrix targets, int j) {
    double loss = 0;
    for (int i = 0; i < targets.rows(); i++) {
      loss += loss(clip(output.a().at(i, j)), targets.at(i, j));
    }
    return loss;
  }

  @Override
  public void activationGradient(Activation activation, LayerPass output, Matrix targets) {
    for (int j = 0; j < targets.columns(); j++) {
      for (int i = 0; i < targets.rows(); i++) {
        double a = output.a().at(i, j);
        boolean clipped = a < CLIP || a > 1 - CLIP;
        output.activationGradient().set(i, j, clipped ? 0 : slope(a, targets.at(i, j)));
      }
    }
  }

  @Override
  public void deltaFromLogits(LayerPass output, Matrix targets) {
    double[] shares = output.uSignal().squares(); // Theirs come when δ is accepted.
    for (int j = 0; j < targets.columns(); j++) {
      shares[j] = shareOfProbability(targets, j);
    }
    LogitGradients.errors(
        shares, targets, output.a(), output.s(), output.slope(), output.logitGradient());
  }

  @Override
  public boolean hasKinkAt(double a, double y) {
    return a == CLIP || a == 1 - CLIP;
  }

  /** −1 for outputs clipped from below, 1 for those clipped from above, else 0. */
  @Override
  public Matrix pieces(Activation activation, LayerPass output, Matrix targets) {
    Matrix pieces = Matrix.zeros(targets.rows(), targets.columns());
    for (int j = 0; j < targets.columns(); j++) {
      for (int i = 0; i < targets.rows(); i++) {
        double a = output.a().at(i, j);
        pieces.set(i, j, a < CLIP ? -1 : a > 1 - CLIP ? 1 : 0);
      }
    }
    return pieces;
  }

  @Override
  public double lossOn(
      Matrix pieces, Activation activation, LayerPass output, Matrix targets, int j) {
    double loss = 0;
    for (int i = 0; i < targets.rows(); i++) {
      double piece = pieces.at(i, j);
      double a = piece < 0 ? CLIP : piece > 0 ? 1 - CLIP : output.a().at(i, j);
      loss += loss(a, targets.at(i, j));
    }
    return loss;
  }

  private static double clip(double a) {
    return Double.isNaN(a) ? a : Math.min(Math.max(a, CLIP), 1 - CLIP);
  }

  /** −[y ln a + (1−y) ln(1−a)], matches sigmoid. */
  static final class Binary extends CrossEntropy {

    @Override
    public boolean isMadeFor(Activation output) {
      return output == Elementwise.SIGMOID;
    }

    @Override
    double loss(double a, double y) {
      return -(y * Elementary.log(a) + (1 - y) * Elementary.log1p(-a));
    }

    @Override
    double slope(double a, double y) {
      return (1 - y) / (1 - a) - y / a;
    }

    @Override
    double curvature(double a, double y) {
      return (1 - y) / ((1 - a) * (1 - a)) + y / (a * a);
    }

    @Override
    public double shareOfProbability(Matrix targets, int j) {
      return 1;
    }

    /**
     * Σ y·softplus(−z) + (1−y)·softplus(z), where softplus(z) = max(z, 0) + ln(1 + e⁻|ᶻ|). The
     * logarithms are taken together, as ln(1 + s) with 1 + s = Π(1 + e⁻|ᶻ|).
     */
    @Override
    public double lossFromLogits(LayerPass output, Matrix targets, int j) {
      double loss = 0;
      double s = 0;
      for (int i = 0; i < targets.rows(); i++) {
        double z = output.u().at(i, j);
        double y = targets.at(i, j);
        loss += y * Math.max(-z, 0) + (1 - y) * Math.max(z, 0);
        double e = output.odds(i, j);
        s = Math.fma(s, e, s + e);
        if (s > LARGE_PRODUCT) {
          loss += Elementary.log1p(s);
          s = 0;
        }
      }
      return loss + Elementary.log1p(s);
    }

    @Override
    public double logAbsDelta(Matrix z, Matrix targets, int i, int j) {
      double y = targets.at(i, j);
      double towards = y == 1 ? z.at(i, j) : y == 0 ? -z.at(i, j) : Double.NaN;
      return -Elementary.softplus(towards);
    }

    @Override
    public double largestLogGradient(Matrix z, Matrix targets) {
      double largest = 0;
      for (int j = 0; j < targets.columns(); j++) {
        for (int i = 0; i < targets.rows(); i++) {
          double y = targets.at(i, j);
          largest = Math.max(largest, y < 1 ? z.at(i, j) : 0);
          largest = Math.max(largest, y > 0 ? -z.at(i, j) : 0);
        }
      }
      return largest;
    }

    @Override
    public boolean activationGradientInRange(LayerPass output, Matrix targets) {
      return LogitGradients.binary(
          SAFE_LOG,
          output.u(),
          targets,
          output.a(),
          output.s(),
          output.slope(),
          output.activationGradient());
    }

    /** (1−y)/(1−a) − y/a = (1−y)(1+eᶻ) − y(1+e⁻ᶻ). */
    @Override
    public void activationGradientFromLogits(LayerPass output, Matrix targets, int exponent) {
      for (int j = 0; j < targets.columns(); j++) {
        for (int i = 0; i < targets.rows(); i++) {
          double z = output.u().at(i, j);
          double y = targets.at(i, j);
          double whenOff = y == 1 ? 0 : (1 - y) * Cost.onePlusExp(z, exponent);
          double whenOn = y == 0 ? 0 : y * Cost.onePlusExp(-z, exponent);
          output.activationGradient().set(i, j, whenOff - whenOn);
        }
      }
    }
  }

  /** −y ln a, matches softmax. */
  static final class Categorical extends CrossEntropy {

    @Override
    public boolean isMadeFor(Activation output) {
      return output instanceof Softmax;
    }

    @Override
    double loss(double a, double y) {
      return y == 0 ? 0 : -y * Elementary.log(a);
    }

    @Override
    double slope(double a, double y) {
      return -y / a;
    }

    @Override
    double curvature(double a, double y) {
      return y / (a * a);
    }

    @Override
    public double shareOfProbability(Matrix targets, int j) {
      return targets.columnSum(j);
    }

    /** Σ y·(ln Σeᶻ − z), where Σeᶻ is e^z of the largest z divided by its softmax. */
    @Override
    public double lossFromLogits(LayerPass output, Matrix targets, int j) {
      int top = Pointwise.rowOfMax(output.u(), j);
      double max = output.u().at(top, j);
      double tail = Elementary.log1p(output.complement(top, j) / output.a().at(top, j));
      double loss = 0;
      for (int i = 0; i < targets.rows(); i++) {
        double y = targets.at(i, j);
        loss += y == 0 ? 0 : y * (max - output.u().at(i, j) + tail);
      }
      return loss;
    }

    @Override
    public double logAbsDelta(Matrix z, Matrix targets, int i, int j) {
      double whole = Pointwise.columnMax(z, j) + Pointwise.logSumExpAboveMax(z, j);
      double y = targets.at(i, j);
      double part = y == 1 ? Pointwise.logSumExpWithout(z, j, i) : y == 0 ? z.at(i, j) : Double.NaN;
      return part - whole;
    }

    @Override
    public double largestLogGradient(Matrix z, Matrix targets) {
      double largest = 0;
      for (int j = 0; j < targets.columns(); j++) {
        double max = Pointwise.columnMax(z, j);
        for (int i = 0; i < targets.rows(); i++) {
          largest = Math.max(largest, targets.at(i, j) > 0 ? max - z.at(i, j) : 0);
        }
      }
      return largest;
    }

    @Override
    public boolean activationGradientInRange(LayerPass output, Matrix targets) {
      return LogitGradients.categorical(
          SAFE_PROBABILITY, targets, output.a(), output.activationGradient());
    }

    /** −y/a = −y·e^(ln Σeᶻ − z). */
    @Override
    public void activationGradientFromLogits(LayerPass output, Matrix targets, int exponent) {
      for (int j = 0; j < targets.columns(); j++) {
        double max = Pointwise.columnMax(output.u(), j);
        double tail = Elementary.exp(Pointwise.logSumExpAboveMax(output.u(), j));
        for (int i = 0; i < targets.rows(); i++) {
          double y = targets.at(i, j);
          double inverse = tail * Elementary.exp(max - output.u().at(i, j), -exponent);
          output.activationGradient().set(i, j, y == 0 ? 0 : -y * inverse);
        }
      }
    }
  }
}
