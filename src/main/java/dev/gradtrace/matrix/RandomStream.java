package dev.gradtrace.matrix;

import java.util.SplittableRandom;

/**
 * A stream of random numbers, determined by seed, purpose and index.
 *
 * <p>Streams of different purpose or index are independent, so that an additional draw from one
 * does not affect others, and no state has to be saved: epoch 7 is shuffled by the stream (seed,
 * SHUFFLE, 7).
 */
public final class RandomStream {

  /** The uses of random numbers. */
  public enum Purpose {
    WEIGHTS,
    BIASES,
    SHUFFLE,
    SPLIT,
    GENERATOR,
    GRADIENT_CHECK,
    DROPOUT,
    CURVATURE
  }

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private final SplittableRandom random;
  private double spareGaussian = Double.NaN;

  private RandomStream(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The stream for one purpose and index under a seed. */
  public static RandomStream of(long seed, Purpose purpose, int index) {
    long mixed = mix(seed + GOLDEN_GAMMA * (purpose.ordinal() + 1));
    return new RandomStream(mix(mixed + GOLDEN_GAMMA * (index + 1L)));
  }

  /** The start state of {@link #split} for the mask of a layer at a step. */
  static long stateOf(long seed, long step, int layer) {
    long mixed = mix(seed + GOLDEN_GAMMA * (Purpose.DROPOUT.ordinal() + 1));
    return mix(mix(mixed + GOLDEN_GAMMA * (step + 1)) + GOLDEN_GAMMA * (layer + 1L));
  }

  /** Number k of a stream, by Steele, Lea and Flood's SplitMix64 (2014). */
  static long split(long state, int k) {
    return mix(state + GOLDEN_GAMMA * (k + 1L));
  }

  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  public double uniform() {
    return (random.nextLong() >>> 11) * 0x1p-53;
  }

  /** Uniform in [low, high). */
  public double uniform(double low, double high) {
    return Math.fma(uniform(), high - low, low);
  }

  /** Uniform in 0…bound − 1. */
  public int below(int bound) {
    return (int) Math.multiplyHigh(random.nextLong() >>> 1, 2L * bound);
  }

  /** Standard normal, by Marsaglia's polar method. */
  public double gaussian() {
    if (!Double.isNaN(spareGaussian)) {
      double spare = spareGaussian;
      spareGaussian = Double.NaN;
      return spare;
    }
    double u;
    double v;
    double s;
    do {
      u = uniform(-1, 1);
      v = uniform(-1, 1);
      s = Math.fma(u, u, v * v);
    } while (s >= 1 || s == 0);
    double scale = Math.sqrt(-2 * StrictMath.log(s) / s);
    spareGaussian = v * scale;
    return u * scale;
  }

  /** Puts the elements into a uniformly random order (Fisher–Yates). */
  public void shuffle(int[] elements) {
    for (int i = elements.length - 1; i > 0; i--) {
      int j = below(i + 1);
      int moved = elements[i];
      elements[i] = elements[j];
      elements[j] = moved;
    }
  }

  /** A bijection of the 64-bit numbers that spreads every bit (Stafford's variant 13). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
