package dev.gradtrace.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The kernel on the Vector API, for JVMs started with {@code --add-modules jdk.incubator.vector}.
 *
 * <p>Works on registers of 4 or 8 doubles. Until C2 compiles a method, every vector is a boxed
 * object, so {@link Kernels} switches to this kernel only after a warm-up.
 */
final class VectorKernel implements Kernel {

  static final VectorSpecies<Double> SPECIES =
      DoubleVector.SPECIES_PREFERRED.length() >= 8
          ? DoubleVector.SPECIES_512
          : DoubleVector.SPECIES_256;

  /** Whether registers have eight doubles; with narrower ones sums are computed in plain Java. */
  private static final boolean WIDE = SPECIES.length() == VectorDescent.OCTET.length();

  /** Whether C2 keeps the vectors of the largest tiles in registers; that of Java 17 does not. */
  static final boolean LARGE_TILES = WIDE && Runtime.version().feature() > 17;

  /** Number of elements below which plain Java computes a sum faster. */
  private static final int WORTH_IT = WIDE ? 32 : Integer.MAX_VALUE;

  @Override
  public String label() {
    return "vector, " + SPECIES.vectorBitSize() + " bit";
  }

  @Override
  public void multiply(double alpha, MatrixView a, MatrixView b, Matrix c) {
    if (SmallProducts.suits(c.rows(), a.columns(), c.columns())) {
      SmallProducts.multiply(alpha, a, b, c, 0, c.columns());
    } else {
      multiplyColumns(alpha, a, b, c, 0, c.columns());
    }
  }

  @Override
  public void multiplyRows(double alpha, MatrixView a, MatrixView b, Matrix c, int from, int to) {
    VectorProducts.multiply(alpha, a, b, c, from, to, 0, c.columns());
  }

  @Override
  public void multiplyColumns(
      double alpha, MatrixView a, MatrixView b, Matrix c, int from, int to) {
    if (c.rows() < SPECIES.length()) {
      SmallProducts.multiply(alpha, a, b, c, from, to);
    } else {
      VectorProducts.multiply(alpha, a, b, c, 0, c.rows(), from, to);
    }
  }

  @Override
  public double sum(double[] x, int from, int n) {
    return n < WORTH_IT ? PlainSums.sum(x, from, n) : VectorSums.sum(x, from, n);
  }

  @Override
  public double sumAbs(double[] x, int from, int n) {
    return n < WORTH_IT ? PlainSums.sumAbs(x, from, n) : VectorSums.sumAbs(x, from, n);
  }

  @Override
  public double dot(double[] x, int xFrom, double[] y, int yFrom, int n) {
    return n < WORTH_IT
        ? PlainSums.dot(x, xFrom, y, yFrom, n)
        : VectorSums.dot(x, xFrom, y, yFrom, n);
  }

  @Override
  public double squaredDistance(double[] x, double[] y, int from, int n) {
    return n < WORTH_IT
        ? PlainSums.squaredDistance(x, y, from, n)
        : VectorSums.squaredDistance(x, y, from, n);
  }

  @Override
  public void descend(double rate, double[] g, double[] w, int from, int n, double[] sums, int at) {
    if (n < WORTH_IT) {
      PlainDescent.run(rate, g, w, from, n, sums, at);
    } else {
      VectorDescent.run(rate, g, w, from, n, sums, at);
    }
  }

  @Override
  public boolean descendAlong(
      double rate,
      double alpha,
      Matrix a,
      Matrix b,
      Matrix w,
      Matrix g,
      double @Nullable [] rowSums) {
    int rows = w.rows();
    int columns = w.columns();
    if (!LARGE_TILES
        || rows < SPECIES.length()
        || columns < SPECIES.length()
        || BandedProduct.isLarge(rows, a.columns(), columns)) {
      return false;
    }
    int done = VectorDescent.along(rate, alpha, a, b, w, rowSums);
    if (done < columns) {
      multiplyColumns(alpha, a, b.transposed(), g, done, columns);
      if (rowSums == null) {
        Updates.descend(rate, g.data, w.data, done * rows, w.size());
      } else {
        descendAlongRows(rate, g.data, w.data, rows, done, columns, rowSums);
      }
    }
    return true;
  }

  @Override
  public void descendAlongRows(
      double rate, double[] g, double[] w, int n, int from, int to, double[] rowSums) {
    if (WIDE && n >= SPECIES.length()) {
      VectorDescent.alongRows(rate, g, w, n, from, to, rowSums);
    } else {
      PlainDescent.alongRows(rate, g, w, n, from, to, rowSums);
    }
  }

  @Override
  public void pullBack(
      double[] slope,
      double[] v,
      double[] delta,
      int n,
      int columns,
      double[] deltaSquares,
      double[] vSquares) {
    if (WIDE && n >= 8) {
      VectorColumns.pullBack(slope, v, delta, n, columns, deltaSquares, vSquares);
    } else {
      Kernels.plainKernel().pullBack(slope, v, delta, n, columns, deltaSquares, vSquares);
    }
  }

  @Override
  public void squaresOfColumns(double[] x, int n, int columns, double[] squares) {
    if (WIDE && n >= 8) {
      VectorColumns.squares(x, n, columns, squares);
    } else {
      PlainColumns.squares(x, n, columns, squares);
    }
  }

  @Override
  public void addToColumns(double[] vector, double[] x, int n, int columns) {
    if (n < SPECIES.length()) {
      PlainColumns.add(vector, x, n, columns);
    } else {
      VectorColumns.add(vector, x, n, columns);
    }
  }

  @Override
  public void sumColumns(double[] x, double[] sums, int n, int columns) {
    if (n < SPECIES.length()) {
      PlainColumns.sum(x, sums, n, columns);
    } else {
      VectorColumns.sum(x, sums, n, columns);
    }
  }

  @Override
  public void weightedSum(double[] factors, double[] x, int n, int columns, double[] sums) {
    if (n < SPECIES.length()) {
      PlainColumns.weightedSum(factors, x, n, columns, sums);
    } else {
      VectorColumns.weightedSum(factors, x, n, columns, sums);
    }
  }

  @Override
  public void standardizeRows(
      double[] x, double[] mean, double[] inverse, double[] standardized, int n, int columns) {
    if (n < SPECIES.length()) {
      PlainColumns.standardizeRows(x, mean, inverse, standardized, n, columns);
    } else {
      VectorColumns.standardizeRows(x, mean, inverse, standardized, n, columns);
    }
  }

  @Override
  public void scaleAndShiftRows(
      double[] x, double[] gamma, double[] beta, double[] result, int n, int columns) {
    if (n < SPECIES.length()) {
      PlainColumns.scaleAndShiftRows(x, gamma, beta, result, n, columns);
    } else {
      VectorColumns.scaleAndShiftRows(x, gamma, beta, result, n, columns);
    }
  }

  @Override
  public void squaredDistances(double[] x, double[] mean, double[] squares, int n, int columns) {
    if (n < SPECIES.length()) {
      PlainColumns.squaredDistances(x, mean, squares, n, columns);
    } else {
      VectorColumns.squaredDistances(x, mean, squares, n, columns);
    }
  }

  @Override
  public void sumProducts(
      double[] g, double[] x, double[] sums, double[] products, int n, int columns) {
    if (n < SPECIES.length()) {
      PlainColumns.sumProducts(g, x, sums, products, n, columns);
    } else {
      VectorColumns.sumProducts(g, x, sums, products, n, columns);
    }
  }

  @Override
  public void pullBackRows(
      double[] g,
      double[] standardized,
      double[] gamma,
      double[] inverse,
      double[] means,
      double[] products,
      double[] result,
      int n,
      int columns) {
    if (n < SPECIES.length()) {
      PlainColumns.pullBackRows(
          g, standardized, gamma, inverse, means, products, result, n, columns);
    } else {
      VectorColumns.pullBackRows(
          g, standardized, gamma, inverse, means, products, result, n, columns);
    }
  }

  @Override
  public boolean inverseRoots(double[] x, double[] result, int n, double least, double most) {
    int whole = n & -SPECIES.length();
    boolean within = VectorColumns.inverseRoots(x, result, whole, least, most);
    return PlainColumns.inverseRoots(x, result, whole, n, least, most) && within;
  }

  @Override
  public void errors(
      double share,
      double[] y,
      double[] a,
      double[] p,
      double[] slope,
      double[] delta,
      int from,
      int to) {
    int done = VectorLogits.errors(share, y, a, p, slope, delta, from, to);
    LogitGradients.errors(share, y, a, p, slope, delta, done, to);
  }

  @Override
  public boolean binaryGradient(
      double most,
      double[] z,
      double[] y,
      double[] a,
      double[] p,
      double[] slope,
      double[] gradient,
      int n) {
    int done = VectorLogits.binary(most, z, y, a, p, slope, gradient, n);
    int rest = Math.abs(done);
    return LogitGradients.binary(most, z, y, a, p, slope, gradient, rest, n) && done >= 0;
  }

  @Override
  public boolean categoricalGradient(
      double least, double[] y, double[] a, double[] gradient, int n) {
    int done = VectorLogits.categorical(least, y, a, gradient, n);
    return LogitGradients.categorical(least, y, a, gradient, Math.abs(done), n) && done >= 0;
  }

  @Override
  public void sumSquares(double[] x, int n, int columns, double[] sums) {
    if (n < SPECIES.length()) {
      PlainColumns.sumSquares(x, n, columns, sums);
    } else {
      VectorColumns.sumSquares(x, n, columns, sums);
    }
  }

  @Override
  public void sumMagnitudes(double[] x, int n, int columns, double[] sums) {
    if (n < SPECIES.length()) {
      PlainColumns.sumMagnitudes(x, n, columns, sums);
    } else {
      VectorColumns.sumMagnitudes(x, n, columns, sums);
    }
  }

  @Override
  public void boundMagnitudes(double[] x, int n, long[] bounds) {
    int whole = n & -SPECIES.length();
    VectorSums.boundMagnitudes(x, whole, bounds);
    Magnitudes.bound(x, whole, n, bounds);
  }

  @Override
  public void sigmoid(double[] z, double[] value, double[] slope, int n) {
    if (n < SPECIES.length()) {
      Pointwise.sigmoid(z, value, slope, 0, n);
    } else {
      VectorPointwise.sigmoid(z, value, slope, n);
    }
  }

  @Override
  public void relu(double[] z, double[] value, double[] slope, int n) {
    if (n < SPECIES.length()) {
      Pointwise.relu(z, value, slope, 0, n);
    } else {
      VectorPointwise.relu(z, value, slope, n);
    }
  }

  @Override
  public void tanh(double[] z, double[] value, double[] slope, int n) {
    if (n < SPECIES.length()) {
      Pointwise.tanh(z, value, slope, 0, n);
    } else {
      VectorPointwise.tanh(z, value, slope, n);
    }
  }

  @Override
  public void silu(double[] z, double[] value, double[] slope, int n) {
    int whole = n & -SPECIES.length();
    VectorActivations.silu(z, value, slope, whole);
    Pointwise.silu(z, value, slope, whole, n);
  }

  @Override
  public void softplus(double[] z, double[] value, double[] slope, int n) {
    int whole = n & -SPECIES.length();
    VectorActivations.softplus(z, value, slope, whole);
    Pointwise.softplus(z, value, slope, whole, n);
  }

  @Override
  public void gelu(double[] z, double[] value, double[] slope, int n) {
    int whole = n & -SPECIES.length();
    VectorActivations.gelu(z, value, slope, whole);
    Pointwise.gelu(z, value, slope, whole, n);
  }

  @Override
  public void elu(double scale, double alpha, double[] z, double[] value, double[] slope, int n) {
    int whole = n & -SPECIES.length();
    VectorActivations.elu(scale, alpha, z, value, slope, whole);
    Pointwise.elu(scale, alpha, z, value, slope, whole, n);
  }

  @Override
  public void exp(double[] x, int n) {
    int done = VectorPointwise.exp(x, 0, n);
    Pointwise.exp(x, done, n);
  }

  @Override
  public void log(double[] x, int n) {
    int done = VectorPointwise.log(x, 0, n);
    Pointwise.log(x, done, n);
  }

  @Override
  public void sumSignals(
      double[] z, double[] a, double[] slope, int n, double[] pivots, double bound, double[] sums) {
    if (n < WORTH_IT) {
      PlainSignals.sum(z, a, slope, n, pivots, bound, sums);
    } else {
      VectorSignals.sum(z, a, slope, n, pivots, bound, sums);
    }
  }
}
