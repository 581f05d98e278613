package dev.gradtrace.diagnosis.random;

import static java.util.Objects.requireNonNull;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Labels;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer.Constant;
import dev.gradtrace.network.Initializer.VarianceScaling;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.training.Objective;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.Start;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.UpdateRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The attainable score of data, independent of the diagnosis: the best of several networks at
 * several rates and of nearest neighbours, on samples held back, or with few samples on the
 * training samples.
 */
public final class Reference {

  private static final int FEW = 60;

  /** Samples below which the best of several learners may be chance on a part of them. */
  private static final int MANY = 500;

  private static final int FOLDS = 2;
  private static final int FOLDS_OF_FEW = 6;
  private static final int MOST = 1_500;
  private static final int UNITS = 32;
  private static final int MOST_EPOCHS = 120;
  private static final int FEWEST_EPOCHS = 10;
  private static final double WORK = 2e8;

  /** A network of two hidden layers, and its learning rate. */
  private record Learner(Activation activation, int hidden, double rate) {}

  private static final List<Learner> LEARNERS =
      List.of(
          new Learner(Elementwise.RELU, 2, 0.003),
          new Learner(Elementwise.RELU, 2, 0.02),
          new Learner(Elementwise.TANH, 2, 0.01),
          new Learner(Elementwise.LINEAR, 0, 0.02));

  private final Dataset data;

  private Reference(Dataset data) {
    this.data = data;
  }

  /** The score that can be attained. */
  public static double of(Dataset data) {
    return new Reference(standardTargets(data.thinnedTo(MOST))).best();
  }

  private double best() {
    if (data.samples() < FEW) {
      Split all = Split.of(data).scaledBy(Scaling.STANDARD);
      return LEARNERS.stream()
          .mapToDouble(learner -> score(learner, all.training(), all.training()))
          .max()
          .orElse(0);
    }
    List<Split> folds =
        LongStream.rangeClosed(1, data.samples() < MANY ? FOLDS_OF_FEW : FOLDS)
            .mapToObj(seed -> Split.of(data, 0.3, seed).scaledBy(Scaling.STANDARD))
            .toList();
    double best = mean(folds, Reference::ofNeighbours);
    for (Learner learner : LEARNERS) {
      best = Math.max(best, mean(folds, (known, others) -> score(learner, known, others)));
    }
    return best;
  }

  private interface Trial {
    double score(Dataset known, Dataset others);
  }

  private static double mean(List<Split> folds, Trial trial) {
    return folds.stream()
        .mapToDouble(fold -> trial.score(fold.training(), requireNonNull(fold.validation())))
        .average()
        .orElse(0);
  }

  private double score(Learner learner, Dataset known, Dataset others) {
    boolean classes = data.isClassification();
    int outputs = data.outputs();
    Activation output =
        !classes ? Elementwise.LINEAR : outputs == 1 ? Elementwise.SIGMOID : new Softmax();
    Cost cost =
        !classes
            ? Cost.MEAN_SQUARED_ERROR
            : outputs == 1 ? Cost.BINARY_CROSS_ENTROPY : Cost.CATEGORICAL_CROSS_ENTROPY;
    LayerSpec hidden =
        new LayerSpec(
            UNITS, learner.activation(), VarianceScaling.HE_UNIFORM, Constant.ZEROS, true);
    List<LayerSpec> layers = new ArrayList<>(Collections.nCopies(learner.hidden(), hidden));
    layers.add(LayerSpec.of(outputs, output));
    NetworkSpec network = new NetworkSpec(data.features(), layers);
    double work = 4.0 * known.samples() * network.parameterCount();
    int epochs = (int) Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, WORK / work));
    TrainingSpec spec =
        new TrainingSpec(
            network,
            new Objective(cost, 0),
            UpdateRule.of(new Optimizer.Adam(learner.rate(), 0.9, 0.999, 1e-7)),
            Passes.shuffled(16, epochs),
            Start.seeded(1));
    TrainingRun run = TrainingRun.of(spec, Split.of(known));
    while (run.hasNext()) {
      run.next();
    }
    return Score.of(run.network(), others);
  }

  /** The score of the nearest neighbour. */
  private static double ofNeighbours(Dataset known, Dataset others) {
    double[][] inputs = Score.inputs(known);
    double[][] targets = Score.targets(known);
    double[][] asked = Score.inputs(others);
    double[][] answers = new double[asked.length][];
    for (int j = 0; j < asked.length; j++) {
      int nearest = 0;
      double smallest = Double.POSITIVE_INFINITY;
      for (int k = 0; k < inputs.length; k++) {
        double distance = distance(asked[j], inputs[k]);
        if (distance < smallest) {
          smallest = distance;
          nearest = k;
        }
      }
      answers[j] = targets[nearest];
    }
    return Score.of(answers, others);
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }

  /** A regression with targets of mean 0 and variance 1. */
  private static Dataset standardTargets(Dataset data) {
    Labels labels = data.labels();
    if (labels != null) {
      return data;
    }
    double[][] targets = Score.targets(data);
    for (int i = 0; i < data.outputs(); i++) {
      int output = i;
      double mean = Arrays.stream(targets).mapToDouble(row -> row[output]).average().orElse(0);
      double variance =
          Arrays.stream(targets)
              .mapToDouble(row -> (row[output] - mean) * (row[output] - mean))
              .average()
              .orElse(0);
      double std = variance > 0 ? Math.sqrt(variance) : 1;
      for (double[] row : targets) {
        row[i] = (row[i] - mean) / std;
      }
    }
    return Dataset.ofTargets(Score.inputs(data), targets);
  }
}
