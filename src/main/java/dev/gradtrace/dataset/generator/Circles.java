package dev.gradtrace.dataset.generator;

import dev.gradtrace.dataset.Dataset;

/** A circle inside another; one class each. */
final class Circles {

  static final GeneratorDescription DESCRIPTION =
      new GeneratorDescription(
          "circles",
          "A circle of radius 1 (class 0) around a smaller one (class 1), half of the samples each.",
          "scikit-learn, make_circles",
          given -> 2,
          Circles::generate,
          GeneratorParameter.samples(100),
          GeneratorParameter.noise(0, "on both coordinates"),
          GeneratorParameter.number("factor", 0.8, 0, 1, "radius of the inner circle"),
          GeneratorParameter.SEED);

  private Circles() {}

  static Dataset generate(Generator generator) {
    int samples = generator.samples();
    Points points = new Points(generator, samples, 2);
    int outer = samples / 2;
    circle(points, 0, outer, 1);
    circle(points, 1, samples - outer, generator.number("factor"));
    return points.blur(generator.noise()).shuffled(2);
  }

  private static void circle(Points points, int label, int count, double radius) {
    for (int k = 0; k < count; k++) {
      double angle = 2 * Math.PI * k / count;
      points.add(label, radius * StrictMath.cos(angle), radius * StrictMath.sin(angle));
    }
  }
}
