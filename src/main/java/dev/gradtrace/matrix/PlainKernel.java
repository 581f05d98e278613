package dev.gradtrace.matrix;

import org.jspecify.annotations.Nullable;

/** The kernel in plain Java, for JVMs started without the Vector API. */
final class PlainKernel implements Kernel {

  @Override
  public String label() {
    return "plain";
  }

  @Override
  public void multiply(double alpha, MatrixView a, MatrixView b, Matrix c) {
    if (SmallProducts.suits(c.rows(), a.columns(), c.columns())) {
      SmallProducts.multiply(alpha, a, b, c, 0, c.columns());
    } else {
      PlainProducts.multiply(alpha, a, b, c, 0, c.rows(), 0, c.columns());
    }
  }

  @Override
  public void multiplyRows(double alpha, MatrixView a, MatrixView b, Matrix c, int from, int to) {
    PlainProducts.multiply(alpha, a, b, c, from, to, 0, c.columns());
  }

  @Override
  public void multiplyColumns(
      double alpha, MatrixView a, MatrixView b, Matrix c, int from, int to) {
    PlainProducts.multiply(alpha, a, b, c, 0, c.rows(), from, to);
  }

  @Override
  public double sum(double[] x, int from, int n) {
    return PlainSums.sum(x, from, n);
  }

  @Override
  public double sumAbs(double[] x, int from, int n) {
    return PlainSums.sumAbs(x, from, n);
  }

  @Override
  public double dot(double[] x, int xFrom, double[] y, int yFrom, int n) {
    return PlainSums.dot(x, xFrom, y, yFrom, n);
  }

  @Override
  public double squaredDistance(double[] x, double[] y, int from, int n) {
    return PlainSums.squaredDistance(x, y, from, n);
  }

  @Override
  public void descend(double rate, double[] g, double[] w, int from, int n, double[] sums, int at) {
    PlainDescent.run(rate, g, w, from, n, sums, at);
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
    return false;
  }

  @Override
  public void descendAlongRows(
      double rate, double[] g, double[] w, int n, int from, int to, double[] rowSums) {
    PlainDescent.alongRows(rate, g, w, n, from, to, rowSums);
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
    for (int i = 0; i < n * columns; i++) {
      delta[i] = slope[i] * v[i];
    }
    PlainColumns.squares(delta, n, columns, deltaSquares);
    PlainColumns.squares(v, n, columns, vSquares);
  }

  @Override
  public void squaresOfColumns(double[] x, int n, int columns, double[] squares) {
    PlainColumns.squares(x, n, columns, squares);
  }

  @Override
  public void addToColumns(double[] vector, double[] x, int n, int columns) {
    PlainColumns.add(vector, x, n, columns);
  }

  @Override
  public void sumColumns(double[] x, double[] sums, int n, int columns) {
    PlainColumns.sum(x, sums, n, columns);
  }

  @Override
  public void weightedSum(double[] factors, double[] x, int n, int columns, double[] sums) {
    PlainColumns.weightedSum(factors, x, n, columns, sums);
  }

  @Override
  public void standardizeRows(
      double[] x, double[] mean, double[] inverse, double[] standardized, int n, int columns) {
    PlainColumns.standardizeRows(x, mean, inverse, standardized, n, columns);
  }

  @Override
  public void scaleAndShiftRows(
      double[] x, double[] gamma, double[] beta, double[] result, int n, int columns) {
    PlainColumns.scaleAndShiftRows(x, gamma, beta, result, n, columns);
  }

  @Override
  public void squaredDistances(double[] x, double[] mean, double[] squares, int n, int columns) {
    PlainColumns.squaredDistances(x, mean, squares, n, columns);
  }

  @Override
  public void sumProducts(
      double[] g, double[] x, double[] sums, double[] products, int n, int columns) {
    PlainColumns.sumProducts(g, x, sums, products, n, columns);
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
    PlainColumns.pullBackRows(g, standardized, gamma, inverse, means, products, result, n, columns);
  }

  @Override
  public boolean inverseRoots(double[] x, double[] result, int n, double least, double most) {
    return PlainColumns.inverseRoots(x, result, 0, n, least, most);
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
    LogitGradients.errors(share, y, a, p, slope, delta, from, to);
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
    return LogitGradients.binary(most, z, y, a, p, slope, gradient, 0, n);
  }

  @Override
  public boolean categoricalGradient(
      double least, double[] y, double[] a, double[] gradient, int n) {
    return LogitGradients.categorical(least, y, a, gradient, 0, n);
  }

  @Override
  public void sumSquares(double[] x, int n, int columns, double[] sums) {
    PlainColumns.sumSquares(x, n, columns, sums);
  }

  @Override
  public void sumMagnitudes(double[] x, int n, int columns, double[] sums) {
    PlainColumns.sumMagnitudes(x, n, columns, sums);
  }

  @Override
  public void boundMagnitudes(double[] x, int n, long[] bounds) {
    Magnitudes.bound(x, 0, n, bounds);
  }

  @Override
  public void sigmoid(double[] z, double[] value, double[] slope, int n) {
    Pointwise.sigmoid(z, value, slope, 0, n);
  }

  @Override
  public void relu(double[] z, double[] value, double[] slope, int n) {
    Pointwise.relu(z, value, slope, 0, n);
  }

  @Override
  public void tanh(double[] z, double[] value, double[] slope, int n) {
    Pointwise.tanh(z, value, slope, 0, n);
  }

  @Override
  public void silu(double[] z, double[] value, double[] slope, int n) {
    Pointwise.silu(z, value, slope, 0, n);
  }

  @Override
  public void softplus(double[] z, double[] value, double[] slope, int n) {
    Pointwise.softplus(z, value, slope, 0, n);
  }

  @Override
  public void gelu(double[] z, double[] value, double[] slope, int n) {
    Pointwise.gelu(z, value, slope, 0, n);
  }

  @Override
  public void elu(double scale, double alpha, double[] z, double[] value, double[] slope, int n) {
    Pointwise.elu(scale, alpha, z, value, slope, 0, n);
  }

  @Override
  public void exp(double[] x, int n) {
    Pointwise.exp(x, 0, n);
  }

  @Override
  public void log(double[] x, int n) {
    Pointwise.log(x, 0, n);
  }

  @Override
  public void sumSignals(
      double[] z, double[] a, double[] slope, int n, double[] pivots, double bound, double[] sums) {
    PlainSignals.sum(z, a, slope, n, pivots, bound, sums);
  }
}
