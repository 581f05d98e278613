package dev.gradtrace.dataset.generator;

import dev.gradtrace.dataset.Dataset;
import java.util.Map;

/** A circle within a circle. */
public record Circles(int samples, double noise, double factor, long seed) implements Generator {

  static final GeneratorDescription DESCRIPTION =
      new GeneratorDescription(
          "circles",
          "A circle of radius 1 (class 0) around a smaller one (class 1), half of the samples each.",
          "scikit-learn, make_circles",
          GeneratorParameter.samples(100),
          GeneratorParameter.noise(0, "on both coordinates"),
          GeneratorParameter.number("factor", 0.8, 0, 1, "radius of the inner circle"),
          GeneratorParameter.SEED);

  public Circles {
    DESCRIPTION.check(samples, noise, factor, seed);
  }

  static Circles of(GeneratorArguments given) {
    return new Circles(
        given.integer("samples"), given.number("noise"), given.number("factor"), given.seed());
  }

  @Override
  public GeneratorDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Map<String, Number> arguments() {
    return DESCRIPTION.arguments(samples, noise, factor, seed);
  }

  @Override
  public Dataset generate() {
    Points points = new Points(this, samples, 2);
    int outer = samples / 2;
    circle(points, 0, outer, 1);
    circle(points, 1, samples - outer, factor);
    return points.blur(noise).shuffled(2);
  }

  private static void circle(Points points, int label, int count, double radius) {
    for (int k = 0; k < count; k++) {
      double angle = 2 * Math.PI * k / count;
      points.add(label, radius * StrictMath.cos(angle), radius * StrictMath.sin(angle));
    }
  }
}
