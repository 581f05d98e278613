package dev.gradtrace.dataset.generator;

import dev.gradtrace.dataset.Dataset;

/** Arms of a spiral, one per class. */
final class Spirals {

  static final GeneratorDescription DESCRIPTION =
      new GeneratorDescription(
          "spirals",
          "Arms that wind out from the origin to radius 1 at equal angles, one class each.",
          "Lang and Witbrock, Learning to tell two spirals apart, 1988",
          given -> 2,
          Spirals::generate,
          GeneratorParameter.samples(200),
          GeneratorParameter.noise(0, "on both coordinates"),
          GeneratorParameter.integer("classes", 2, 2, 100, "number of arms"),
          GeneratorParameter.number("turns", 1.5, 0, 100, "how often an arm winds round"),
          GeneratorParameter.SEED);

  private Spirals() {}

  static Dataset generate(Generator generator) {
    int samples = generator.samples();
    int classes = generator.integer("classes");
    double turns = generator.number("turns");
    Points points = new Points(generator, samples, 2);
    for (int label = 0; label < classes; label++) {
      int count = Blobs.share(samples, classes, label);
      for (int k = 1; k <= count; k++) {
        double radius = (double) k / count;
        double angle = 2 * Math.PI * (turns * radius + (double) label / classes);
        points.add(label, radius * StrictMath.cos(angle), radius * StrictMath.sin(angle));
      }
    }
    return points.blur(generator.noise()).shuffled(classes);
  }
}
