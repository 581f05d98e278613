package dev.gradtrace.dataset.generator;

import dev.gradtrace.dataset.Dataset;
import java.util.Map;

/** Arms of one spiral, a class each. */
public record Spirals(int samples, double noise, int classes, double turns, long seed)
    implements Generator {

  static final GeneratorDescription DESCRIPTION =
      new GeneratorDescription(
          "spirals",
          "Arms that wind out from the origin to radius 1 at equal angles, one class each.",
          "Lang and Witbrock, Learning to tell two spirals apart, 1988",
          GeneratorParameter.samples(200),
          GeneratorParameter.noise(0, "on both coordinates"),
          GeneratorParameter.integer("classes", 2, 2, 100, "number of arms"),
          GeneratorParameter.number("turns", 1.5, 0, 100, "how often an arm winds round"),
          GeneratorParameter.SEED);

  public Spirals {
    DESCRIPTION.check(samples, noise, classes, turns, seed);
  }

  static Spirals of(GeneratorArguments given) {
    return new Spirals(
        given.integer("samples"),
        given.number("noise"),
        given.integer("classes"),
        given.number("turns"),
        given.seed());
  }

  @Override
  public GeneratorDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Map<String, Number> arguments() {
    return DESCRIPTION.arguments(samples, noise, classes, turns, seed);
  }

  @Override
  public Dataset generate() {
    Points points = new Points(this, samples, 2);
    for (int label = 0; label < classes; label++) {
      int count = Blobs.share(samples, classes, label);
      for (int k = 1; k <= count; k++) {
        double radius = (double) k / count;
        double angle = 2 * Math.PI * (turns * radius + (double) label / classes);
        points.add(label, radius * StrictMath.cos(angle), radius * StrictMath.sin(angle));
      }
    }
    return points.blur(noise).shuffled(classes);
  }
}
