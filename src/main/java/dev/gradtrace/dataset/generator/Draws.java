package dev.gradtrace.dataset.generator;

import dev.gradtrace.matrix.RandomStream;

/**
 * The purposes of random numbers in a generator; each has its own stream, so that one does not
 * shift another.
 */
enum Draws {
  POINTS,
  NOISE,
  ORDER,
  /** What defines the points: centres, coefficients, weights. */
  FUNCTION;

  /** The stream for this purpose under a seed. */
  RandomStream under(long seed) {
    return RandomStream.of(seed, RandomStream.Purpose.GENERATOR, ordinal());
  }
}
