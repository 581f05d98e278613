package dev.gradtrace.dataset.generator;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DenseSamples;
import dev.gradtrace.dataset.Targets;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;

/** The outputs of a random network with one hidden layer. */
final class Teacher {

  static final GeneratorDescription DESCRIPTION =
      new GeneratorDescription(
          "teacher",
          "y = V tanh(W x) with x from N(0, 1), W from N(0, 1/inputs), V from N(0, 1/hidden).",
          "Gardner and Derrida, Three unfinished works on the optimal storage capacity of networks, 1989",
          given ->
              GeneratorDescription.integer(given, "inputs")
                  + GeneratorDescription.integer(given, "outputs"),
          Teacher::generate,
          GeneratorParameter.samples(500),
          GeneratorParameter.noise(0, "on y"),
          GeneratorParameter.integer("inputs", 4, 1, 1000, "number of inputs"),
          GeneratorParameter.integer("hidden", 8, 1, 1000, "number of hidden units"),
          GeneratorParameter.integer("outputs", 1, 1, 1000, "number of outputs"),
          GeneratorParameter.SEED);

  private Teacher() {}

  static Dataset generate(Generator generator) {
    int samples = generator.samples();
    int inputs = generator.integer("inputs");
    int hidden = generator.integer("hidden");
    int outputs = generator.integer("outputs");
    long seed = generator.seed();
    RandomStream function = Draws.FUNCTION.under(seed);
    Matrix w = gaussian(hidden, inputs, 1 / Math.sqrt(inputs), function);
    Matrix v = gaussian(outputs, hidden, 1 / Math.sqrt(hidden), function);
    Matrix x = gaussian(inputs, samples, 1, Draws.POINTS.under(seed));
    Matrix y = gaussian(outputs, samples, generator.noise(), Draws.NOISE.under(seed));
    Matrix sample = Matrix.zeros(inputs, 1);
    Matrix a = Matrix.zeros(hidden, 1);
    Matrix output = Matrix.zeros(outputs, 1);
    for (int j = 0; j < samples; j++) {
      sample.setColumn(0, x, j);
      a.setProduct(w, sample);
      for (int i = 0; i < hidden; i++) {
        a.set(i, 0, StrictMath.tanh(a.at(i, 0)));
      }
      output.setProduct(v, a);
      for (int i = 0; i < outputs; i++) {
        y.set(i, j, y.at(i, j) + output.at(i, 0));
      }
    }
    return generator.dataset(DenseSamples.of(x), new Targets.Measured(DenseSamples.of(y)));
  }

  private static Matrix gaussian(int rows, int columns, double deviation, RandomStream random) {
    Matrix matrix = Matrix.zeros(rows, columns);
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        matrix.set(i, j, deviation * random.gaussian());
      }
    }
    return matrix;
  }
}
