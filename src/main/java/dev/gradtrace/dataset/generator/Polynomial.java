package dev.gradtrace.dataset.generator;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DenseSamples;
import dev.gradtrace.dataset.Targets;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;

/** A sum of random polynomials, one per input. */
final class Polynomial {

  static final GeneratorDescription DESCRIPTION =
      new GeneratorDescription(
          "polynomial",
          "y = Σᵢ pᵢ(xᵢ), with inputs uniform in [−1, 1] and coefficients from N(0, 1).",
          "Gradtrace",
          given -> GeneratorDescription.integer(given, "features") + 1,
          Polynomial::generate,
          GeneratorParameter.samples(100),
          GeneratorParameter.noise(0, "on y"),
          GeneratorParameter.integer("degree", 3, 0, 20, "degree of every pᵢ"),
          GeneratorParameter.integer("features", 1, 1, 1000, "number of inputs"),
          GeneratorParameter.SEED);

  private Polynomial() {}

  static Dataset generate(Generator generator) {
    int samples = generator.samples();
    int features = generator.integer("features");
    Matrix coefficients = coefficients(generator);
    RandomStream points = Draws.POINTS.under(generator.seed());
    RandomStream errors = Draws.NOISE.under(generator.seed());
    Matrix x = Matrix.zeros(features, samples);
    Matrix y = Matrix.zeros(1, samples);
    for (int j = 0; j < samples; j++) {
      double sum = 0;
      for (int i = 0; i < features; i++) {
        x.set(i, j, points.uniform(-1, 1));
        sum += valueOf(coefficients, i, x.at(i, j));
      }
      y.set(0, j, Math.fma(generator.noise(), errors.gaussian(), sum));
    }
    return generator.dataset(DenseSamples.of(x), new Targets.Measured(DenseSamples.of(y)));
  }

  private static Matrix coefficients(Generator generator) {
    RandomStream random = Draws.FUNCTION.under(generator.seed());
    int features = generator.integer("features");
    int degree = generator.integer("degree");
    Matrix coefficients = Matrix.zeros(degree + 1, features);
    for (int i = 0; i < features; i++) {
      for (int k = 0; k <= degree; k++) {
        coefficients.set(k, i, random.gaussian());
      }
    }
    return coefficients;
  }

  /** pᵢ(x) by Horner's rule. */
  private static double valueOf(Matrix coefficients, int i, double x) {
    double value = 0;
    for (int k = coefficients.rows() - 1; k >= 0; k--) {
      value = Math.fma(value, x, coefficients.at(k, i));
    }
    return value;
  }
}
