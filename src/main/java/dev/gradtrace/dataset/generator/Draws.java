package dev.gradtrace.dataset.generator;

import dev.gradtrace.matrix.RandomStream;

/** What a generator draws numbers for: each its own stream, so that one moves no other. */
enum Draws {
  POINTS,
  NOISE,
  ORDER,
  /** Centres, coefficients, weights: what the points are made by. */
  FUNCTION;

  /** The numbers for this under a seed. */
  RandomStream under(long seed) {
    return RandomStream.of(seed, RandomStream.Purpose.GENERATOR, ordinal());
  }
}
