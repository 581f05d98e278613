package dev.gradtrace.gradient.curvature;

import dev.gradtrace.matrix.Decompositions;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.validation.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The largest eigenvalue λ, not in magnitude, of a symmetric matrix H that is only available
 * through products, by Lanczos' method: the largest eigenvalue θ of T = VᵀHV, the columns of V an
 * orthonormal basis of the span of v, Hv, H²v, …
 *
 * <pre>
 *   H·V     = V·T + r·eₖᵀ          eₖ the last unit vector
 *   T·s     = θ·s                  ‖H·Vs − θ·Vs‖ = ‖r‖·|sₖ|
 * </pre>
 *
 * <p>Every new direction is orthogonalised against all before it, twice, to avoid spurious copies
 * of eigenvalues. When the basis is full, the method restarts from its best vectors Vs (Wu and
 * Simon 2000), so that memory stays bounded.
 */
final class LargestEigenvalue {

  /** ‖Hv − λv‖/|λ| that ends the search. */
  static final double TOLERANCE = 1e-6;

  static final int MAX_ITERATIONS = 500;

  /**
   * |θ − λ|/|λ| to be reached. It is at most the residual, and at most the square of the residual
   * divided by the relative gap to the next eigenvalue.
   */
  private static final double ACCURACY = 1e-9;

  /** Residual up to which the next eigenvalue counts as found. */
  private static final double TOLERANCE_OF_NEXT = 1e-3;

  /**
   * Ratio to the largest eigenvalue in magnitude up to which one counts as 0, because of rounding.
   */
  private static final double NOTHING = 1e-13;

  /** Most directions in the basis. */
  private static final int BASIS = 40;

  private static final int KEPT = 10;

  private final BiConsumer<Matrix, Matrix> product;
  private final int size;
  private Matrix direction;
  private final List<Matrix> basis = new ArrayList<>();
  private final Matrix projected;
  private int iterations;
  private double value;
  private double second = Double.NaN;
  private double residual;

  /**
   * A search from a random vector.
   *
   * @param size number of rows n, at least 1
   * @param product writes H times its first argument into its second, both n×1
   */
  LargestEigenvalue(int size, BiConsumer<Matrix, Matrix> product, RandomStream random) {
    this.size = size;
    this.product = product;
    int most = Math.min(size, BASIS);
    projected = Matrix.zeros(most, most);
    direction = Matrix.zeros(size, 1);
    direction.fillWith(random::gaussian);
    direction.scale(1 / direction.norm());
  }

  /** Approximate bytes of a search. */
  static long bytes(long size) {
    return (Math.min(size, BASIS) + KEPT + 2) * Matrix.bytes(size, 1);
  }

  /** Most multiplications of an iteration, besides the product. */
  static long multiplications(long size) {
    return 4 * Math.min(size, BASIS) * size;
  }

  /** λ; NaN if a product was not finite. */
  double value() {
    return value;
  }

  /** The next distinct eigenvalue; NaN if there is none, or it was not found. */
  double second() {
    return second;
  }

  /** Number of products. */
  int iterations() {
    return iterations;
  }

  /** ‖Hv − λv‖/|λ|; 0 if λ is 0. */
  double residual() {
    return residual;
  }

  /**
   * Computes one product.
   *
   * @return whether the search goes on
   * @throws dev.gradtrace.validation.Refusal if the current request exceeds its time limit
   */
  boolean advance() {
    Deadline.check();
    basis.add(direction);
    Matrix rest = Matrix.zeros(size, 1);
    product.accept(direction, rest);
    iterations++;
    project(rest);
    double length = rest.norm();
    if (!Double.isFinite(length) || !projected.isFinite()) {
      value = Double.NaN;
      second = Double.NaN;
      residual = Double.NaN;
      return false;
    }
    if (isFound(length) || iterations == MAX_ITERATIONS) {
      return false;
    }
    rest.scale(1 / length);
    direction = rest;
    return true;
  }

  /** Removes the components of a product along the basis, and adds them to T. */
  private void project(Matrix image) {
    int newest = basis.size() - 1;
    for (int round = 0; round < 2; round++) {
      for (int k = 0; k <= newest; k++) {
        double along = basis.get(k).dot(image);
        image.add(-along, basis.get(k));
        double entry = round == 0 ? along : projected.at(k, newest) + along;
        projected.set(k, newest, entry);
        projected.set(newest, k, entry);
      }
    }
  }

  /**
   * Computes the eigenvalues of T, and restarts if the basis is full.
   *
   * @param length ‖r‖
   */
  private boolean isFound(double length) {
    int directions = basis.size();
    Matrix part = Matrix.zeros(directions, directions);
    for (int j = 0; j < directions; j++) {
      for (int i = 0; i < directions; i++) {
        part.set(i, j, projected.at(i, j));
      }
    }
    Matrix vectors = Matrix.zeros(directions, directions);
    double[] values = Decompositions.eigenvalues(part, vectors);
    note(values, vectors, length);
    if (isAccurate(values) || directions == size) {
      return true;
    }
    if (directions == projected.rows()) {
      startAnew(values, vectors);
    }
    return false;
  }

  private void note(double[] values, Matrix vectors, double length) {
    int last = values.length - 1;
    double scale = Math.max(Math.abs(values[0]), Math.abs(values[last]));
    double error = length * Math.abs(vectors.at(last, 0));
    boolean isZero = Math.abs(values[0]) <= NOTHING * scale && error <= NOTHING * scale;
    value = isZero ? 0 : values[0];
    residual = isZero ? 0 : error / Math.abs(value);
    second = Double.NaN;
    if (last > 0) {
      double errorOfNext = length * Math.abs(vectors.at(last, 1));
      second = errorOfNext <= TOLERANCE_OF_NEXT * Math.abs(values[1]) ? values[1] : Double.NaN;
    }
  }

  private boolean isAccurate(double[] values) {
    if (residual > TOLERANCE) {
      return false;
    }
    double gap = values.length == 1 ? 1 : (values[0] - values[1]) / Math.abs(values[0]);
    return residual <= ACCURACY || residual * residual <= ACCURACY * gap;
  }

  private void startAnew(double[] values, Matrix vectors) {
    List<Matrix> best = new ArrayList<>();
    for (int j = 0; j < Math.min(KEPT, basis.size() - 1); j++) {
      Matrix sum = Matrix.zeros(size, 1);
      for (int k = 0; k < basis.size(); k++) {
        sum.add(vectors.at(k, j), basis.get(k));
      }
      best.add(sum);
    }
    basis.clear();
    basis.addAll(best);
    projected.fill(0);
    for (int j = 0; j < best.size(); j++) {
      projected.set(j, j, values[j]);
    }
  }
}
