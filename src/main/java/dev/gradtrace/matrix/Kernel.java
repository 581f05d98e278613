package dev.gradtrace.matrix;

/**
 * The loops that decide how fast training is. Every implementation gives the same bits:
 *
 * <ul>
 *   <li>an element of a product is one chain of fused multiply-adds over ascending k, times α;
 *   <li>a sum has sixteen lanes over all whole blocks of sixteen elements: element i goes to lane i
 *       mod 16, each half of the lanes is added as ((0+4)+(2+6))+((1+5)+(3+7)), then the two; then
 *       comes the sum of what is left over, in order.
 * </ul>
 *
 * Sixteen lanes are two AVX-512 or four AVX2 registers: enough additions in flight to hide most of
 * their latency.
 */
sealed interface Kernel permits PlainKernel, VectorKernel {

  /** Lanes of every sum. */
  int LANES = 16;

  /** What people call it. */
  String label();

  /** C = α·op(A)·op(B). */
  void multiply(double alpha, MatrixView a, MatrixView b, Matrix c);

  /** Σ x over n elements from {@code from}. */
  double sum(double[] x, int from, int n);

  /** Σ |x|. */
  double sumAbs(double[] x, int from, int n);

  /** Σ x·y, fused. */
  double dot(double[] x, int xFrom, double[] y, int yFrom, int n);

  /** Σ (x − center)², fused. */
  double sumOfSquaresAround(double center, double[] x, int n);

  /** Σ (x − y)², fused. */
  double squaredDistance(double[] x, double[] y, int n);

  /** Where {@link #descend} puts Σ g². */
  int GRADIENT_SQUARES = 0;

  /** Where {@link #descend} puts Σ |g|. */
  int GRADIENT_ABS = 1;

  /** Where {@link #descend} puts Σ w² from before. */
  int WEIGHT_SQUARES = 2;

  /**
   * w ← w − rate·g, fused, and the three sums that describe it.
   *
   * @param sums receives them, at the places named above
   */
  void descend(double rate, double[] g, double[] w, int n, double[] sums);

  /** σ(z) and σ′(z) of n elements. */
  void sigmoid(double[] z, double[] value, double[] slope, int n);

  /** max(0, z) and its derivative of n elements. */
  void relu(double[] z, double[] value, double[] slope, int n);
}
