package dev.gradtrace.dataset.generator;

import dev.gradtrace.dataset.Dataset;

/**
 * Points around the corners of the unit square, in turn; the class is the exclusive or of the
 * coordinates.
 */
final class Xor {

  private static final int CORNERS = 4;

  static final GeneratorDescription DESCRIPTION =
      new GeneratorDescription(
          "xor",
          "The corners (0,0), (0,1), (1,0), (1,1) in turn; class 1 if exactly one coordinate is 1.",
          "Minsky and Papert, Perceptrons, 1969",
          given -> 2,
          Xor::generate,
          GeneratorParameter.samples(CORNERS),
          GeneratorParameter.noise(0, "on both coordinates"),
          GeneratorParameter.SEED);

  private Xor() {}

  static Dataset generate(Generator generator) {
    int samples = generator.samples();
    Points points = new Points(generator, samples, 2);
    for (int k = 0; k < samples; k++) {
      int x = k % CORNERS / 2;
      int y = k % 2;
      points.add(x ^ y, x, y);
    }
    return points.blur(generator.noise()).inOrder(2, 1);
  }
}
