package dev.gradtrace.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.TrainingSpec;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Faults of the data or the task. */
final class FaultyData {

  private final FaultDraw draw;

  FaultyData(FaultDraw draw) {
    this.draw = draw;
  }

  /** The job with the fault; null if that is impossible. */
  @Nullable Case infect(Case base) {
    TrainingSpec spec = base.spec();
    boolean classes = base.data().training().isClassification();
    return switch (draw.fault()) {
      case CONSTANT_TARGETS -> classes ? null : draw.with(base, spec, mapTargets(base, y -> 0.7));
      case COST_MISMATCH -> classes ? null : crossEntropyForNumbers(base);
      case INPUTS_NOT_SCALED -> draw.with(base, spec, scaledInputs(base));
      case TARGETS_OUT_OF_RANGE ->
          classes ? null : draw.with(base, spec, shiftedTargets(base, draw.between(30, 30_000)));
      case CLASS_IMBALANCE -> rare();
      case VALIDATION_DIFFERS -> otherColumns(base);
      case OVERFITTING -> memorising();
      default -> throw new AssertionError(draw.fault());
    };
  }

  private Case crossEntropyForNumbers(Case base) {
    TrainingSpec spec = base.spec();
    TrainingSpec wrong = spec.withCost(Cost.BINARY_CROSS_ENTROPY).withL2(0);
    return draw.with(base, wrong, mapTargets(base, y -> 1 / (1 + Math.exp(-y))));
  }

  private Split scaledInputs(Case base) {
    Dataset data = base.data().training();
    DatasetRows rows = data.rows(0, data.samples());
    double factor = draw.between(100, 1e6);
    int column = draw.random().nextBoolean() ? -1 : draw.random().nextInt(data.features());
    double[][] inputs = rows.inputs();
    double offset = draw.random().nextBoolean() ? 1 : 0;
    for (double[] row : inputs) {
      for (int i = 0; i < row.length; i++) {
        row[i] = column < 0 || column == i ? factor * (row[i] + offset) : row[i];
      }
    }
    return Split.of(rebuilt(rows, inputs, data));
  }

  /** Validation samples with their columns in another order. */
  private Case otherColumns(Case base) {
    Split held = Split.of(base.data().training(), 0.4, 1);
    Dataset others = requireNonNull(held.validation());
    DatasetRows rows = others.rows(0, others.samples());
    double[][] inputs = rows.inputs();
    for (double[] row : inputs) {
      double first = row[0];
      System.arraycopy(row, 1, row, 0, row.length - 1);
      row[row.length - 1] = first;
    }
    Split odd = new Split(held.training(), rebuilt(rows, inputs, others), held.scaling());
    return draw.with(base, base.spec(), odd);
  }

  private static Dataset rebuilt(DatasetRows rows, double[][] inputs, Dataset data) {
    int[] labels = rows.labels();
    double[][] targets = rows.targets();
    if (labels != null) {
      return Dataset.ofLabels(inputs, labels, requireNonNull(data.labels()).classes())
          .forOutputs(data.outputs());
    }
    return Dataset.ofTargets(inputs, requireNonNull(targets));
  }

  private Split shiftedTargets(Case base, double factor) {
    double offset = draw.random().nextBoolean() ? 3 : 0;
    return mapTargets(base, y -> factor * (y + offset));
  }

  private static Split mapTargets(Case base, UnaryOperator<Double> change) {
    Dataset data = base.data().training();
    DatasetRows rows = data.rows(0, data.samples());
    double[][] targets = requireNonNull(rows.targets());
    for (double[] row : targets) {
      for (int i = 0; i < row.length; i++) {
        row[i] = change.apply(row[i]);
      }
    }
    return Split.of(Dataset.ofTargets(rows.inputs(), targets));
  }

  /** A rare class that the inputs hardly distinguish. */
  private Case rare() {
    int samples = 300 + draw.random().nextInt(500);
    double share = draw.between(0.01, 0.05);
    double[][] inputs = new double[samples][4];
    int[] labels = new int[samples];
    SplittableRandom gaussian = draw.random().split();
    for (int j = 0; j < samples; j++) {
      labels[j] = draw.random().nextDouble() < share || j == 0 ? 1 : 0;
      for (int i = 0; i < inputs[j].length; i++) {
        inputs[j][i] = gaussian.nextGaussian() + (labels[j] == 1 ? 0.7 : 0);
      }
    }
    boolean single = draw.random().nextBoolean();
    NetworkSpec network =
        Variations.network(
            4, new int[] {12}, single ? 1 : 2, single ? Elementwise.SIGMOID : new Softmax());
    TrainingSpec spec =
        Healthy.draw(draw.random().nextInt(1000))
            .spec()
            .withNetwork(network)
            .withOptimizer(new Optimizer.Sgd(draw.between(0.01, 0.2), 0, false))
            .withEpochs(20);
    Cost cost =
        draw.random().nextBoolean()
            ? Cost.QUADRATIC
            : single ? Cost.BINARY_CROSS_ENTROPY : Cost.CATEGORICAL_CROSS_ENTROPY;
    Dataset data = Dataset.ofLabels(inputs, labels, 2).forOutputs(single ? 1 : 2);
    return new Case(
        "rare class " + share, spec.withCost(cost).withL2(0), Split.of(data), draw.fault());
  }

  /** Labels that are independent of the inputs. */
  private Case memorising() {
    int samples = 60 + draw.random().nextInt(100);
    int features = 10 + draw.random().nextInt(40);
    Dataset noise =
        Generator.of(
                "teacher",
                Map.of(
                    "samples",
                    samples,
                    "noise",
                    3.0,
                    "inputs",
                    features,
                    "seed",
                    draw.random().nextInt()))
            .generate();
    NetworkSpec network = Variations.network(features, new int[] {64}, 1, Elementwise.LINEAR);
    TrainingSpec spec =
        Healthy.draw(draw.random().nextInt(1000))
            .spec()
            .withNetwork(network)
            .withOptimizer(Healthy.adam(draw.between(0.005, 0.02)))
            .withEpochs(80);
    return new Case(
        "noise " + samples + "×" + features,
        spec.withCost(Cost.MEAN_SQUARED_ERROR).withL2(0),
        Split.of(Variations.withStandardTargets(noise), 0.4, 1).scaledBy(Scaling.STANDARD),
        draw.fault());
  }
}
