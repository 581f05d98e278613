package dev.gradtrace.dataset.generator;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DenseSamples;
import dev.gradtrace.dataset.Targets;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import java.util.Map;

/** A sum of random polynomials, one of each input. */
public record Polynomial(int samples, double noise, int degree, int features, long seed)
    implements Generator {

  static final GeneratorDescription DESCRIPTION =
      new GeneratorDescription(
          "polynomial",
          "y = Σᵢ pᵢ(xᵢ), with inputs uniform in [−1, 1] and coefficients from N(0, 1).",
          "Gradtrace",
          GeneratorParameter.samples(100),
          GeneratorParameter.noise(0, "on y"),
          GeneratorParameter.integer("degree", 3, 0, 20, "degree of every pᵢ"),
          GeneratorParameter.integer("features", 1, 1, 1000, "number of inputs"),
          GeneratorParameter.SEED);

  public Polynomial {
    DESCRIPTION.check(samples, noise, degree, features, seed);
    GeneratorDescription.checkSize(samples, features + 1);
  }

  static Polynomial of(GeneratorArguments given) {
    return new Polynomial(
        given.integer("samples"),
        given.number("noise"),
        given.integer("degree"),
        given.integer("features"),
        given.seed());
  }

  @Override
  public GeneratorDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Map<String, Number> arguments() {
    return DESCRIPTION.arguments(samples, noise, degree, features, seed);
  }

  @Override
  public Dataset generate() {
    Matrix coefficients = coefficients();
    RandomStream points = Draws.POINTS.under(seed);
    RandomStream errors = Draws.NOISE.under(seed);
    Matrix x = Matrix.zeros(features, samples);
    Matrix y = Matrix.zeros(1, samples);
    for (int j = 0; j < samples; j++) {
      double sum = 0;
      for (int i = 0; i < features; i++) {
        x.set(i, j, points.uniform(-1, 1));
        sum += valueOf(coefficients, i, x.at(i, j));
      }
      y.set(0, j, Math.fma(noise, errors.gaussian(), sum));
    }
    return Generated.by(this, DenseSamples.of(x), new Targets.Measured(DenseSamples.of(y)));
  }

  private Matrix coefficients() {
    RandomStream random = Draws.FUNCTION.under(seed);
    Matrix coefficients = Matrix.zeros(degree + 1, features);
    for (int i = 0; i < features; i++) {
      for (int k = 0; k <= degree; k++) {
        coefficients.set(k, i, random.gaussian());
      }
    }
    return coefficients;
  }

  /** pᵢ(x) by Horner's rule. */
  private double valueOf(Matrix coefficients, int i, double x) {
    double value = 0;
    for (int k = degree; k >= 0; k--) {
      value = Math.fma(value, x, coefficients.at(k, i));
    }
    return value;
  }
}
