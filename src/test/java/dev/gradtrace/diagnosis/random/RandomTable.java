package dev.gradtrace.diagnosis.random;

import dev.gradtrace.dataset.Dataset;
import java.util.Arrays;

/** Tables that are neither scaled, balanced nor cleaned. */
final class RandomTable {

  private static final double LARGEST_FACTOR = 1e5;

  private final Draws draws;
  private final int samples;
  private final double[][] inputs;

  private RandomTable(Draws draws, int samples, int features) {
    this.draws = draws;
    this.samples = samples;
    this.inputs = new double[samples][features];
    for (double[] row : inputs) {
      for (int i = 0; i < features; i++) {
        row[i] = draws.gaussian();
      }
    }
  }

  static Dataset draw(Draws draws, int samples) {
    RandomTable table = new RandomTable(draws, samples, draws.integer(1, 40));
    return switch (draws.anyOf(0, 6)) {
      case 0 -> table.regression(1, 0);
      case 1 -> table.regression(draws.between(1, LARGEST_FACTOR), draws.anyOf(0, 3));
      case 2, 3 -> table.classes(draws.anyOf(2, 6), 0);
      case 4 -> table.classes(2, draws.between(0.003, 0.2));
      case 5 -> table.soft(draws.anyOf(1, 5));
      default -> table.mislabelled(draws.anyOf(2, 4));
    };
  }

  /** The outputs of a random network with two layers, of about unit size. */
  private double[][] answers(int outputs) {
    int hidden = draws.integer(1, 8);
    double[][] first = gaussians(hidden, inputs[0].length, 1.5 / Math.sqrt(inputs[0].length));
    double[][] second = gaussians(outputs, hidden, 1.5 / Math.sqrt(hidden));
    double[][] answers = new double[samples][];
    for (int j = 0; j < samples; j++) {
      double[] bent = product(first, inputs[j]);
      for (int i = 0; i < hidden; i++) {
        bent[i] = Math.tanh(bent[i]);
      }
      answers[j] = product(second, bent);
    }
    return answers;
  }

  private double[][] gaussians(int rows, int columns, double size) {
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      for (int i = 0; i < columns; i++) {
        row[i] = size * draws.gaussian();
      }
    }
    return matrix;
  }

  private static double[] product(double[][] matrix, double[] vector) {
    double[] product = new double[matrix.length];
    for (int i = 0; i < product.length; i++) {
      for (int k = 0; k < vector.length; k++) {
        product[i] += matrix[i][k] * vector[k];
      }
    }
    return product;
  }

  private Dataset regression(double factor, double offset) {
    double[][] targets = answers(draws.integer(1, 4));
    double noise = draws.of(0.0, 0.05, 0.3);
    for (double[] row : targets) {
      for (int i = 0; i < row.length; i++) {
        row[i] = factor * (row[i] + offset + noise * draws.gaussian());
      }
    }
    return Dataset.ofTargets(unscaled(), targets);
  }

  /**
   * @param rare share of the second class; 0 for no rare class
   */
  private Dataset classes(int classes, double rare) {
    double[][] scores = answers(classes);
    int[] labels = new int[samples];
    for (int j = 0; j < samples; j++) {
      labels[j] = largest(scores[j]);
    }
    return Dataset.ofLabels(unscaled(), rare > 0 ? rareOf(scores, rare) : labels, classes);
  }

  /** Indices of the samples with the largest scores, at least one. */
  private int[] rareOf(double[][] scores, double share) {
    double[] sorted = new double[samples];
    for (int j = 0; j < samples; j++) {
      sorted[j] = scores[j][0];
    }
    Arrays.sort(sorted);
    double threshold = sorted[samples - Math.max(1, (int) (share * samples))];
    int[] labels = new int[samples];
    for (int j = 0; j < samples; j++) {
      labels[j] = scores[j][0] >= threshold ? 1 : 0;
    }
    return labels;
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  /** Probabilities as targets: smoothed labels, or outputs of a teacher. */
  private Dataset soft(int outputs) {
    double[][] targets = answers(outputs);
    boolean smoothed = draws.chance(0.5);
    double smoothing = draws.uniform(0.05, 0.4);
    double sharpness = draws.between(0.5, 4);
    for (int j = 0; j < samples; j++) {
      double[] row = targets[j];
      if (outputs == 1) {
        row[0] = smoothed ? row[0] > 0 ? 1 - smoothing / 2 : smoothing / 2 : logistic(row[0]);
      } else if (smoothed) {
        int label = largest(row);
        for (int i = 0; i < outputs; i++) {
          row[i] = smoothing / outputs + (i == label ? 1 - smoothing : 0);
        }
      } else {
        softmax(row, sharpness);
      }
    }
    return Dataset.ofTargets(unscaled(), targets);
  }

  private static double logistic(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private static void softmax(double[] row, double sharpness) {
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      row[i] = Math.exp(sharpness * row[i]);
      sum += row[i];
    }
    for (int i = 0; i < row.length; i++) {
      row[i] /= sum;
    }
  }

  /** Labels of which a share, or all, is independent of the inputs. */
  private Dataset mislabelled(int classes) {
    double[][] scores = answers(classes);
    double wrong = draws.of(0.1, 0.3, 1.0);
    int[] labels = new int[samples];
    for (int j = 0; j < samples; j++) {
      labels[j] = draws.chance(wrong) ? draws.anyOf(0, classes - 1) : largest(scores[j]);
    }
    return Dataset.ofLabels(unscaled(), labels, classes);
  }

  /** The inputs unchanged, or with all or some columns in other units. */
  private double[][] unscaled() {
    if (draws.chance(0.6)) {
      return inputs;
    }
    boolean all = draws.chance(0.5);
    for (int i = 0; i < inputs[0].length; i++) {
      if (all || draws.chance(0.3)) {
        double factor = draws.between(1e-2, LARGEST_FACTOR);
        double offset = draws.anyOf(-1, 3);
        for (double[] row : inputs) {
          row[i] = factor * (row[i] + offset);
        }
      }
    }
    return inputs;
  }
}
