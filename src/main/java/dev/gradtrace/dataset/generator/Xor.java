package dev.gradtrace.dataset.generator;

import dev.gradtrace.dataset.Dataset;
import java.util.Map;

/** Points around the corners of the unit square, in turn; the class is the exclusive or. */
public record Xor(int samples, double noise, long seed) implements Generator {

  private static final int CORNERS = 4;

  static final GeneratorDescription DESCRIPTION =
      new GeneratorDescription(
          "xor",
          "The corners (0,0), (0,1), (1,0), (1,1) in turn; class 1 if exactly one coordinate is 1.",
          "Minsky and Papert, Perceptrons, 1969",
          GeneratorParameter.samples(CORNERS),
          GeneratorParameter.noise(0, "on both coordinates"),
          GeneratorParameter.SEED);

  public Xor {
    DESCRIPTION.check(samples, noise, seed);
  }

  static Xor of(GeneratorArguments given) {
    return new Xor(given.integer("samples"), given.number("noise"), given.seed());
  }

  @Override
  public GeneratorDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Map<String, Number> arguments() {
    return DESCRIPTION.arguments(samples, noise, seed);
  }

  @Override
  public Dataset generate() {
    Points points = new Points(this, samples, 2);
    for (int k = 0; k < samples; k++) {
      int x = k % CORNERS / 2;
      int y = k % 2;
      points.add(x ^ y, x, y);
    }
    return points.blur(noise).inOrder(2, 1);
  }
}
