package dev.gradtrace.dataset.generator;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.matrix.RandomStream;

/** Gaussian clouds, one per class. */
final class Blobs {

  static final GeneratorDescription DESCRIPTION =
      new GeneratorDescription(
          "blobs",
          "Isotropic Gaussian clouds around random centres, one class each.",
          "scikit-learn, make_blobs",
          given -> GeneratorDescription.integer(given, "features"),
          Blobs::generate,
          GeneratorParameter.samples(100),
          GeneratorParameter.noise(1, "around a centre"),
          GeneratorParameter.integer("classes", 3, 1, 1000, "number of clouds"),
          GeneratorParameter.integer("features", 2, 1, 1000, "number of coordinates"),
          GeneratorParameter.number(
              "spread", 10, 0, 1e6, "centres are uniform in [−spread, spread] in each coordinate"),
          GeneratorParameter.SEED);

  private Blobs() {}

  static Dataset generate(Generator generator) {
    int samples = generator.samples();
    int classes = generator.integer("classes");
    int features = generator.integer("features");
    double spread = generator.number("spread");
    RandomStream random = Draws.FUNCTION.under(generator.seed());
    Points points = new Points(generator, samples, features);
    double[] centre = new double[features];
    for (int label = 0; label < classes; label++) {
      for (int i = 0; i < features; i++) {
        centre[i] = random.uniform(-spread, spread);
      }
      for (int k = 0; k < share(samples, classes, label); k++) {
        points.add(label, centre);
      }
    }
    return points.blur(generator.noise()).shuffled(classes);
  }

  /** Number of samples in a class; the remainder goes to the first classes. */
  static int share(int samples, int classes, int label) {
    return samples / classes + (label < samples % classes ? 1 : 0);
  }
}
