package dev.gradtrace.dataset.generator;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.matrix.RandomStream;
import java.util.Map;

/** Gaussian clouds, a class each. */
public record Blobs(int samples, double noise, int classes, int features, double spread, long seed)
    implements Generator {

  static final GeneratorDescription DESCRIPTION =
      new GeneratorDescription(
          "blobs",
          "Isotropic Gaussian clouds around random centres, one class each.",
          "scikit-learn, make_blobs",
          GeneratorParameter.samples(100),
          GeneratorParameter.noise(1, "around a centre"),
          GeneratorParameter.integer("classes", 3, 1, 1000, "number of clouds"),
          GeneratorParameter.integer("features", 2, 1, 1000, "number of coordinates"),
          GeneratorParameter.number(
              "spread", 10, 0, 1e6, "centres are uniform in [−spread, spread] in each coordinate"),
          GeneratorParameter.SEED);

  public Blobs {
    DESCRIPTION.check(samples, noise, classes, features, spread, seed);
    GeneratorDescription.checkSize(samples, features);
  }

  static Blobs of(GeneratorArguments given) {
    return new Blobs(
        given.integer("samples"),
        given.number("noise"),
        given.integer("classes"),
        given.integer("features"),
        given.number("spread"),
        given.seed());
  }

  @Override
  public GeneratorDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Map<String, Number> arguments() {
    return DESCRIPTION.arguments(samples, noise, classes, features, spread, seed);
  }

  @Override
  public Dataset generate() {
    RandomStream random = Draws.FUNCTION.under(seed);
    Points points = new Points(this, samples, features);
    double[] centre = new double[features];
    for (int label = 0; label < classes; label++) {
      for (int i = 0; i < features; i++) {
        centre[i] = random.uniform(-spread, spread);
      }
      for (int k = 0; k < share(samples, classes, label); k++) {
        points.add(label, centre);
      }
    }
    return points.blur(noise).shuffled(classes);
  }

  /** How many of the samples a class has, if all have the same number but for a remainder. */
  static int share(int samples, int classes, int label) {
    return samples / classes + (label < samples % classes ? 1 : 0);
  }
}
