package dev.gradtrace.dataset.generator;

import dev.gradtrace.dataset.Dataset;

/** Two interleaving half circles, one per class. */
final class Moons {

  static final GeneratorDescription DESCRIPTION =
      new GeneratorDescription(
          "moons",
          "Two interleaving half circles of radius 1, half of the samples on each.",
          "scikit-learn, make_moons",
          given -> 2,
          Moons::generate,
          GeneratorParameter.samples(100),
          GeneratorParameter.noise(0, "on both coordinates"),
          GeneratorParameter.SEED);

  private Moons() {}

  static Dataset generate(Generator generator) {
    int samples = generator.samples();
    Points points = new Points(generator, samples, 2);
    int outer = samples / 2;
    for (int k = 0; k < outer; k++) {
      double angle = angle(k, outer);
      points.add(0, StrictMath.cos(angle), StrictMath.sin(angle));
    }
    int inner = samples - outer;
    for (int k = 0; k < inner; k++) {
      double angle = angle(k, inner);
      points.add(1, 1 - StrictMath.cos(angle), 0.5 - StrictMath.sin(angle));
    }
    return points.blur(generator.noise()).shuffled(2);
  }

  /** The {@code k}th of {@code count} equally spaced angles from 0 to π, both included. */
  private static double angle(int k, int count) {
    return k == 0 ? 0 : Math.PI * k / (count - 1);
  }
}
