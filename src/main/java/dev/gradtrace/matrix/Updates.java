package dev.gradtrace.matrix;

/**
 * Element-wise updates of gradient descent and other optimizers: w moves against the gradient g.
 * All matrices of a call have the same shape; all but g are changed.
 */
public final class Updates {

  private Updates() {}

  /** w ← w − η·g. */
  public static void descend(Matrix w, Matrix g, double rate) {
    if (w.size() > Sums.BLOCK) {
      BlockwiseDescent.run(w, g, rate);
      return;
    }
    descend(rate, g.data, w.data, 0, w.size());
  }

  static void descend(double rate, double[] g, double[] w, int from, int to) {
    for (int i = from; i < to; i++) {
      w[i] = Math.fma(-rate, g[i], w[i]);
    }
  }

  /**
   * {@link #descend(Matrix, Matrix, double)} with norms of weights and gradient, in one pass.
   *
   * @param result overwritten
   */
  public static void descend(Matrix w, Matrix g, double rate, DescentSums result) {
    if (Sums.runAlongRows(w)) {
      double[] rowSums = result.clearRows(w.rows());
      Kernels.active().descendAlongRows(rate, g.data, w.data, w.rows(), 0, w.columns(), rowSums);
      result.addRows(w.rows());
    } else if (w.size() > Sums.BLOCK) {
      BlockwiseDescent.run(w, g, rate, result.sums);
    } else {
      Kernels.active().descend(rate, g.data, w.data, 0, w.size(), result.sums, 0);
    }
    result.complete(g);
  }

  /**
   * w ← w − η·α·a·bᵀ, the bits of {@link Matrix#setProduct(double, MatrixView, MatrixView)} and
   * {@link #descend(Matrix, Matrix, double)}.
   *
   * @param g buffer of the shape of w, undefined afterwards
   */
  public static void descendAlong(
      Matrix w, double rate, double alpha, Matrix a, Matrix b, Matrix g) {
    w.requireShapeOfProduct(a, b.transposed());
    if (!Kernels.active().descendAlong(rate, alpha, a, b, w, g, null)) {
      g.setProduct(alpha, a, b.transposed());
      descend(w, g, rate);
    }
  }

  /**
   * {@link #descendAlong(Matrix, double, double, Matrix, Matrix, Matrix)} with norms of weights and
   * gradient.
   *
   * @param result overwritten
   */
  public static void descendAlong(
      Matrix w, double rate, double alpha, Matrix a, Matrix b, Matrix g, DescentSums result) {
    w.requireShapeOfProduct(a, b.transposed());
    int rows = w.rows();
    if (!Sums.runAlongRows(w)
        || !Kernels.active().descendAlong(rate, alpha, a, b, w, g, result.clearRows(rows))) {
      g.setProduct(alpha, a, b.transposed());
      descend(w, g, rate, result);
      return;
    }
    result.addRows(rows);
    if (!result.isSafe()) {
      g.setProduct(alpha, a, b.transposed());
    }
    result.complete(g);
  }

  /** g ← g + λ·sign(w), with the subgradient 0 at 0. */
  public static void addSigns(Matrix g, Matrix w, double lambda) {
    for (int i = 0; i < g.size(); i++) {
      g.data[i] = Math.fma(lambda, Math.signum(w.data[i]), g.data[i]);
    }
  }

  /** Clips every entry of g to [−most, most]. */
  public static void clip(Matrix g, double most) {
    for (int i = 0; i < g.size(); i++) {
      g.data[i] = Math.max(-most, Math.min(most, g.data[i]));
    }
  }

  /**
   * Scales every row of w whose norm exceeds {@code most} down to that norm. Squares do not
   * overflow or underflow.
   *
   * @param largest buffer of one number per row, overwritten
   * @param squares buffer of one number per row, overwritten
   */
  public static void limitRows(Matrix w, double most, double[] largest, double[] squares) {
    int rows = w.rows();
    for (int i = 0; i < rows; i++) {
      largest[i] = 0;
      squares[i] = 0;
    }
    for (int j = 0; j < w.columns(); j++) {
      for (int i = 0; i < rows; i++) {
        largest[i] = Math.max(largest[i], Math.abs(w.data[j * rows + i]));
      }
    }
    for (int j = 0; j < w.columns(); j++) {
      for (int i = 0; i < rows; i++) {
        double part = largest[i] == 0 ? 0 : w.data[j * rows + i] / largest[i];
        squares[i] = Math.fma(part, part, squares[i]);
      }
    }
    for (int i = 0; i < rows; i++) {
      double norm = largest[i] * Math.sqrt(squares[i]);
      squares[i] = norm > most ? most / norm : 1;
    }
    for (int j = 0; j < w.columns(); j++) {
      for (int i = 0; i < rows; i++) {
        w.data[j * rows + i] *= squares[i];
      }
    }
  }

  /** v ← μv − ηg; w ← w + v. */
  public static void momentum(Matrix w, Matrix g, Matrix v, double rate, double momentum) {
    for (int i = 0; i < w.size(); i++) {
      double velocity = Math.fma(momentum, v.data[i], -rate * g.data[i]);
      v.data[i] = velocity;
      w.data[i] += velocity;
    }
  }

  /** v ← μv − ηg; w ← w + μv − ηg. */
  public static void nesterov(Matrix w, Matrix g, Matrix v, double rate, double momentum) {
    for (int i = 0; i < w.size(); i++) {
      double step = -rate * g.data[i];
      double velocity = Math.fma(momentum, v.data[i], step);
      v.data[i] = velocity;
      w.data[i] += Math.fma(momentum, velocity, step);
    }
  }

  /** s ← ρs + (1−ρ)g²; w ← w − η·g/√(s+ε). */
  public static void rmsProp(
      Matrix w, Matrix g, Matrix s, double rate, double decay, double epsilon) {
    for (int i = 0; i < w.size(); i++) {
      double gradient = g.data[i];
      double mean = Math.fma(decay, s.data[i], (1 - decay) * gradient * gradient);
      s.data[i] = mean;
      w.data[i] -= rate * gradient / Math.sqrt(mean + epsilon);
    }
  }

  /** s ← s + g²; w ← w − η·g/√(s+ε). */
  public static void adagrad(Matrix w, Matrix g, Matrix s, double rate, double epsilon) {
    for (int i = 0; i < w.size(); i++) {
      double gradient = g.data[i];
      double sum = Math.fma(gradient, gradient, s.data[i]);
      s.data[i] = sum;
      w.data[i] -= rate * gradient / Math.sqrt(sum + epsilon);
    }
  }

  /**
   * m ← m + (1−β₁)(g−m); v ← v + (1−β₂)(g²−v); w ← w − η·m/(√v+ε), where η includes the bias
   * correction.
   *
   * @param m running mean of g, and {@code v} that of g²; both are updated
   * @param rate η·√(1−β₂ᵗ)/(1−β₁ᵗ) at step t
   * @param beta1 β₁ in [0, 1)
   * @param beta2 β₂ in [0, 1)
   * @param epsilon ε, at least 0
   */
  public static void adam(
      Matrix w,
      Matrix g,
      Matrix m,
      Matrix v,
      double rate,
      double beta1,
      double beta2,
      double epsilon) {
    double[] first = m.data;
    double[] second = v.data;
    for (int i = 0; i < w.size(); i++) {
      double gradient = g.data[i];
      double mean = Math.fma(1 - beta1, gradient - first[i], first[i]);
      double square = Math.fma(1 - beta2, Math.fma(gradient, gradient, -second[i]), second[i]);
      first[i] = mean;
      second[i] = square;
      w.data[i] -= rate * mean / (Math.sqrt(square) + epsilon);
    }
  }
}
