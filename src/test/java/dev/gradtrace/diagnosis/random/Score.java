package dev.gradtrace.diagnosis.random;

import static java.util.Objects.requireNonNull;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Labels;
import dev.gradtrace.diagnosis.cases.ReadyJob;
import dev.gradtrace.gradient.ForwardPass;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.training.TrainingRun;
import java.util.Arrays;

/**
 * A score from 0 for the best constant answer to 1 for perfect: balanced accuracy for classes, R²
 * for numbers. Independent of the diagnosis and of the cost of a job.
 */
public final class Score {

  private static final double HALF = 0.5;

  /** Of the sum of squares: what rounding makes of a target that is the same in every sample. */
  private static final double ROUNDING = 1e-20;

  private Score() {}

  /** The score of a job on its training samples, after all epochs. */
  public static double of(ReadyJob job) {
    TrainingRun run = TrainingRun.of(job.spec(), job.data());
    while (run.hasNext()) {
      run.next();
    }
    return of(run.network(), job.data().training());
  }

  /** The score of a network at inference; 0 if its outputs are not finite. */
  public static double of(Network network, Dataset data) {
    return of(outputs(network, data), data);
  }

  /** Share of the spread of the targets that answers miss, classes as outputs of 0 and 1. */
  public static double missed(Network network, Dataset data) {
    return 1 - explained(outputs(network, data), targets(data));
  }

  /** Of answers to the samples of a dataset. */
  static double of(double[][] outputs, Dataset data) {
    if (!Arrays.stream(outputs).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
      return 0;
    }
    Labels labels = data.labels();
    return labels == null ? explained(outputs, targets(data)) : balanced(outputs, labels);
  }

  static double[][] outputs(Network network, Dataset data) {
    Workspace pass = Workspace.withoutGradient(network.spec(), data.samples());
    for (int j = 0; j < data.samples(); j++) {
      data.inputs().copyTo(j, pass.inputs(), j);
    }
    ForwardPass.run(network, pass);
    return pass.output().a().toSamples();
  }

  static double[][] targets(Dataset data) {
    Matrix targets = Matrix.zeros(data.outputs(), data.samples());
    for (int j = 0; j < data.samples(); j++) {
      data.targets().copyTo(j, targets, j);
    }
    return targets.toSamples();
  }

  static double[][] inputs(Dataset data) {
    return requireNonNull(data.rows(0, data.samples()).inputs());
  }

  /** (balanced accuracy − 1/K)/(1 − 1/K) over the K classes that occur; 0 if K is 1. */
  private static double balanced(double[][] outputs, Labels labels) {
    int[] counts = new int[labels.classes()];
    int[] right = new int[labels.classes()];
    for (int j = 0; j < outputs.length; j++) {
      int label = labels.at(j);
      counts[label]++;
      right[label] += answer(outputs[j]) == label ? 1 : 0;
    }
    double sum = 0;
    int occurring = 0;
    for (int k = 0; k < counts.length; k++) {
      if (counts[k] > 0) {
        sum += right[k] / (double) counts[k];
        occurring++;
      }
    }
    return occurring < 2 ? 0 : (sum / occurring - 1.0 / occurring) / (1 - 1.0 / occurring);
  }

  private static int answer(double[] outputs) {
    if (outputs.length == 1) {
      return outputs[0] > HALF ? 1 : 0;
    }
    int best = 0;
    for (int i = 1; i < outputs.length; i++) {
      best = outputs[i] > outputs[best] ? i : best;
    }
    return best;
  }

  /** Mean R² over the outputs whose targets vary. */
  private static double explained(double[][] outputs, double[][] targets) {
    double sum = 0;
    int varying = 0;
    for (int i = 0; i < targets[0].length; i++) {
      int output = i;
      double mean = Arrays.stream(targets).mapToDouble(row -> row[output]).average().orElse(0);
      double variance = 0;
      double squares = 0;
      double error = 0;
      for (int j = 0; j < targets.length; j++) {
        variance += square(targets[j][i] - mean);
        squares += square(targets[j][i]);
        error += square(targets[j][i] - outputs[j][i]);
      }
      if (variance > ROUNDING * squares) {
        sum += 1 - error / variance;
        varying++;
      }
    }
    return varying == 0 ? 0 : sum / varying;
  }

  private static double square(double x) {
    return x * x;
  }
}
