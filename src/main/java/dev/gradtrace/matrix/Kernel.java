package dev.gradtrace.matrix;

import org.jspecify.annotations.Nullable;

/**
 * The loops that dominate training. All implementations give the same bits:
 *
 * <ul>
 *   <li>an element of a product is one chain of fused multiply-adds over ascending k, times α;
 *   <li>a sum has sixteen lanes over all whole blocks of sixteen elements: element i goes to lane i
 *       mod 16, each half of the lanes is added as ((0+4)+(2+6))+((1+5)+(3+7)), then the two
 *       halves; the remaining elements are summed in order and added last.
 * </ul>
 *
 * Sixteen lanes are two AVX-512 or four AVX2 registers: enough additions in flight to hide most of
 * their latency.
 */
sealed interface Kernel permits PlainKernel, VectorKernel {

  /** Lanes of a sum. */
  int LANES = 16;

  /** Its name in logs and benchmarks. */
  String label();

  /** C = α·op(A)·op(B). */
  void multiply(double alpha, MatrixView a, MatrixView b, Matrix c);

  /** Rows {@code from}…{@code to} − 1 of {@link #multiply}; at least sixteen. */
  void multiplyRows(double alpha, MatrixView a, MatrixView b, Matrix c, int from, int to);

  /** Columns {@code from}…{@code to} − 1 of {@link #multiply}. */
  void multiplyColumns(double alpha, MatrixView a, MatrixView b, Matrix c, int from, int to);

  /** Σ x over n elements from {@code from}. */
  double sum(double[] x, int from, int n);

  /** Σ |x|. */
  double sumAbs(double[] x, int from, int n);

  /** Σ x·y, fused. */
  double dot(double[] x, int xFrom, double[] y, int yFrom, int n);

  /** Σ (x − y)², fused, over n elements from {@code from}. */
  double squaredDistance(double[] x, double[] y, int from, int n);

  /**
   * w ← w − rate·g, fused, with the sums of {@link DescentSums}.
   *
   * @param g gradient, of which n elements from {@code from} are used
   * @param w weights, of which the same elements are changed in place
   * @param sums receives the sums from index {@code at} on, in the order of {@link DescentSums}
   */
  void descend(double rate, double[] g, double[] w, int from, int n, double[] sums, int at);

  /**
   * W ← W − rate·α·A·Bᵀ, in each element as if the product were computed first.
   *
   * @param g buffer of the shape of W
   * @param rowSums null, or receives what {@link #descendAlongRows} would add to it
   * @return false, with nothing done, if this kernel is not faster than that
   */
  boolean descendAlong(
      double rate,
      double alpha,
      Matrix a,
      Matrix b,
      Matrix w,
      Matrix g,
      double @Nullable [] rowSums);

  /**
   * w ← w − rate·g, fused, in columns {@code from}…{@code to} − 1 of n elements, with sums row by
   * row: chains over ascending columns.
   *
   * @param rowSums 3n numbers, to which Σ g² of every row, then Σ |g|, then Σ w² are added
   */
  void descendAlongRows(
      double rate, double[] g, double[] w, int n, int from, int to, double[] rowSums);

  /**
   * δ = slope ⊙ v, and Σ δ² and Σ v² of every column of n elements. Each sum has eight lanes over
   * whole blocks of eight, then the remaining elements go to the last lanes; the lanes are added as
   * ((0+4)+(2+6))+((1+5)+(3+7)). Columns of fewer than eight are one chain.
   *
   * @param slope n×columns, column after column, as are {@code v} and {@code delta}
   * @param delta receives the product
   * @param deltaSquares receives Σ δ² of each column, and {@code vSquares} Σ v²
   */
  void pullBack(
      double[] slope,
      double[] v,
      double[] delta,
      int n,
      int columns,
      double[] deltaSquares,
      double[] vSquares);

  /** Σ x² of every column of n elements, in the order of {@link #pullBack}. */
  void squaresOfColumns(double[] x, int n, int columns, double[] squares);

  /** Adds the first n elements of {@code vector} to each column of n elements of x. */
  void addToColumns(double[] vector, double[] x, int n, int columns);

  /** The first n elements of {@code sums} become the sums of the rows of x, over ascending j. */
  void sumColumns(double[] x, double[] sums, int n, int columns);

  /** The first n elements of {@code sums} become Σⱼ factorⱼ·xᵢⱼ, a fused chain over ascending j. */
  void weightedSum(double[] factors, double[] x, int n, int columns, double[] sums);

  /** (xᵢⱼ − meanᵢ)·inverseᵢ of columns of n elements, into another array. */
  void standardizeRows(
      double[] x, double[] mean, double[] inverse, double[] standardized, int n, int columns);

  /** γᵢ·xᵢⱼ + βᵢ, fused, of columns of n elements, into another array. */
  void scaleAndShiftRows(
      double[] x, double[] gamma, double[] beta, double[] result, int n, int columns);

  /**
   * The first n elements of {@code squares} become Σⱼ (xᵢⱼ − meanᵢ)², fused chains over ascending
   * j.
   */
  void squaredDistances(double[] x, double[] mean, double[] squares, int n, int columns);

  /**
   * The first n elements of {@code sums} become Σⱼ gᵢⱼ, those of {@code products} Σⱼ gᵢⱼ·xᵢⱼ,
   * fused; chains over ascending j.
   */
  void sumProducts(double[] g, double[] x, double[] sums, double[] products, int n, int columns);

  /** {@link Standardization#pullBackRows} of columns of n elements, into another array. */
  void pullBackRows(
      double[] g,
      double[] standardized,
      double[] gamma,
      double[] inverse,
      double[] means,
      double[] products,
      double[] result,
      int n,
      int columns);

  /**
   * The first n elements of {@code result} become 1/√x.
   *
   * @return whether every x lies between the bounds, none of them included
   */
  boolean inverseRoots(double[] x, double[] result, int n, double least, double most);

  /** δ of the elements {@code from}…{@code to} − 1, as {@link LogitGradients#errors} has it. */
  void errors(
      double share,
      double[] y,
      double[] a,
      double[] p,
      double[] slope,
      double[] delta,
      int from,
      int to);

  /** {@link LogitGradients#binary} of n elements. */
  boolean binaryGradient(
      double most,
      double[] z,
      double[] y,
      double[] a,
      double[] p,
      double[] slope,
      double[] gradient,
      int n);

  /** {@link LogitGradients#categorical} of n elements. */
  boolean categoricalGradient(double least, double[] y, double[] a, double[] gradient, int n);

  /** The first n elements of {@code sums} become Σⱼ xᵢⱼ², fused chains over ascending j. */
  void sumSquares(double[] x, int n, int columns, double[] sums);

  /** The first n elements of {@code sums} become Σⱼ |xᵢⱼ|, over ascending j. */
  void sumMagnitudes(double[] x, int n, int columns, double[] sums);

  /** {@link Magnitudes#include}, into bounds at the places that it names. */
  void boundMagnitudes(double[] x, int n, long[] bounds);

  /** σ(z) and σ′(z) of n elements. */
  void sigmoid(double[] z, double[] value, double[] slope, int n);

  /** tanh z and its derivative of n elements. */
  void tanh(double[] z, double[] value, double[] slope, int n);

  /** max(0, z) and its derivative of n elements. */
  void relu(double[] z, double[] value, double[] slope, int n);

  /** z·σ(z) and its derivative of n elements. */
  void silu(double[] z, double[] value, double[] slope, int n);

  /** ln(1+eᶻ) and its derivative of n elements. */
  void softplus(double[] z, double[] value, double[] slope, int n);

  /** z·Φ(z) and its derivative of n elements. */
  void gelu(double[] z, double[] value, double[] slope, int n);

  /** scale·z for z > 0, else scale·α(eᶻ − 1), and its derivative, of n elements. */
  void elu(double scale, double alpha, double[] z, double[] value, double[] slope, int n);

  /** x ← eˣ. */
  void exp(double[] x, int n);

  /** x ← ln x. */
  void log(double[] x, int n);

  /**
   * The sums that {@link SignalMoments} needs of a layer, in one pass.
   *
   * @param z n preactivations, with as many activations a and slopes σ′(z)
   * @param pivots offsets subtracted from z (index 0) and a (index 1)
   * @param bound slopes of smaller magnitude are counted as saturated
   * @param sums receives the sums, at the indices of {@link SignalMoments}
   */
  void sumSignals(
      double[] z, double[] a, double[] slope, int n, double[] pivots, double bound, double[] sums);
}
