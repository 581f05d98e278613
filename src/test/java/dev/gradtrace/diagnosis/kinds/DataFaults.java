package dev.gradtrace.diagnosis.kinds;

import static java.util.Objects.requireNonNull;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.diagnosis.cases.ReadyJob;
import dev.gradtrace.diagnosis.random.Draws;
import dev.gradtrace.diagnosis.random.Score;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.TrainingSpec;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Jobs with faults of the data, or with data that look faulty. */
final class DataFaults {

  private DataFaults() {}

  /** The same job with inputs in other units. */
  static ReadyJob unscaled(ReadyJob job, Draws draws) {
    Dataset data = job.data().training();
    DatasetRows rows = data.rows(0, data.samples());
    double[][] inputs = requireNonNull(rows.inputs());
    double factor = draws.between(1e3, 1e5);
    double offset = draws.anyOf(0, 2);
    for (double[] row : inputs) {
      for (int i = 0; i < row.length; i++) {
        row[i] = factor * (row[i] + offset);
      }
    }
    return Base.on(job, withInputs(data, rows, inputs));
  }

  private static Dataset withInputs(Dataset data, DatasetRows rows, double[][] inputs) {
    int[] labels = rows.labels();
    return labels == null
        ? Dataset.ofTargets(inputs, requireNonNull(rows.targets()))
        : Dataset.ofLabels(inputs, labels, requireNonNull(data.labels()).classes())
            .forOutputs(data.outputs());
  }

  static Variant unscaled(Base base) {
    ReadyJob job = base.learning();
    return Variant.of(unscaled(job, base.draws()), job);
  }

  /**
   * A rare class that the run never predicts, since the others outweigh it; with balanced classes
   * it is found.
   */
  static @Nullable Variant rareClass(Base base) {
    Draws draws = base.draws();
    int samples = draws.anyOf(300, 1500);
    int rare = Math.max(2, (int) (samples * draws.between(0.002, 0.04)));
    double apart = draws.uniform(0.8, 2);
    int features = draws.anyOf(3, 8);
    double[][] inputs = new double[samples][features];
    int[] labels = new int[samples];
    for (int j = 0; j < samples; j++) {
      labels[j] = j % (samples / rare) == 0 ? 1 : 0;
      for (int i = 0; i < features; i++) {
        inputs[j][i] = draws.gaussian() + (labels[j] == 1 && i < 3 ? apart : 0);
      }
    }
    Dataset data = Dataset.ofLabels(inputs, labels, 2);
    ReadyJob job = base.on(data, draws.of(Elementwise.RELU, Elementwise.TANH), draws.anyOf(1, 2));
    TrainingSpec spec =
        job.spec()
            .withOptimizer(
                draws.chance(0.5)
                    ? new Optimizer.Sgd(draws.between(0.02, 0.2), 0, false)
                    : new Optimizer.Adam(0.001, 0.9, 0.999, 1e-7))
            .withEpochs(draws.anyOf(15, 40));
    ReadyJob sick = Base.with(job, spec);
    if (Score.of(sick) > 0.02) {
      return null;
    }
    return Variant.of(sick, new ReadyJob(spec, balanced(inputs, labels, sick.data())));
  }

  /** Data with as many samples of either class. */
  private static Split balanced(double[][] inputs, int[] labels, Split like) {
    int[] chosen = new int[inputs.length];
    int[] rare = IntStream.range(0, labels.length).filter(j -> labels[j] == 1).toArray();
    double[][] more = new double[inputs.length][];
    for (int j = 0; j < chosen.length; j++) {
      int from = j % 2 == 0 ? j : rare[j / 2 % rare.length];
      more[j] = inputs[from];
      chosen[j] = labels[from];
    }
    return Split.of(Dataset.ofLabels(more, chosen, 2).forOutputs(like.training().outputs()))
        .scaledBy(Scaling.STANDARD);
  }

  /** A good job whose loss ends far above 0, because the targets are uncertain. */
  static @Nullable Variant softTargets(Base base) {
    Draws draws = base.draws();
    ReadyJob job = base.settled();
    Dataset data = job.data().training();
    if (!data.isClassification()) {
      return null;
    }
    DatasetRows rows = data.rows(0, data.samples());
    double smoothing = draws.uniform(0.05, 0.35);
    double[][] targets = new double[data.samples()][data.outputs()];
    for (int j = 0; j < targets.length; j++) {
      int label = requireNonNull(data.labels()).at(j);
      for (int i = 0; i < data.outputs(); i++) {
        boolean isOne = data.outputs() == 1 ? label == 1 : label == i;
        double share = smoothing / Math.max(2, data.outputs());
        targets[j][i] = share + (isOne ? 1 - smoothing : 0);
      }
    }
    Cost cost = data.outputs() == 1 ? Cost.BINARY_CROSS_ENTROPY : Cost.CATEGORICAL_CROSS_ENTROPY;
    ReadyJob soft =
        new ReadyJob(
            job.spec().withCost(cost),
            Split.of(Dataset.ofTargets(requireNonNull(rows.inputs()), targets)));
    return Score.of(soft) > Base.GOOD ? Variant.of(soft, soft) : null;
  }

  /** An output that cannot take the values of the targets. */
  static ReadyJob wrongOutput(ReadyJob job, Draws draws) {
    boolean classes = job.data().training().isClassification();
    boolean wantsProbabilities = job.spec().cost().wantsProbabilities();
    return Base.output(
        job,
        !classes
            ? draws.of(Elementwise.SIGMOID, Elementwise.RELU)
            : wantsProbabilities
                ? draws.of(Elementwise.RELU, Elementwise.LINEAR)
                : Elementwise.SOFTPLUS);
  }

  static Variant wrongOutput(Base base) {
    ReadyJob job = base.learning();
    return Variant.of(wrongOutput(job, base.draws()), job);
  }
}
