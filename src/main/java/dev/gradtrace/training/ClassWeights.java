package dev.gradtrace.training;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Labels;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the cost of a sample is multiplied by in training, by its class. The loss stays the sum over
 * the batch by the number of its samples, whatever the weights sum to, as in Keras.
 */
public sealed interface ClassWeights {

  String MEMBER = "classWeights";

  /** Larger weights are a mistake. */
  double LARGEST = 1e9;

  /** The weight of every class; of one without samples, under {@link Balanced}, 1. */
  double[] of(Labels training);

  /** n/(classes·count): as if all classes had as many samples, which share the weight of all. */
  record Balanced() implements ClassWeights {

    /** What they are called. */
    public static final String LABEL = "balanced";

    @Override
    public double[] of(Labels training) {
      double share = (double) training.size() / training.classes();
      return Arrays.stream(training.counts())
          .mapToDouble(count -> count == 0 ? 1 : share / count)
          .toArray();
    }
  }

  /**
   * Numbers as they were given.
   *
   * @param weights of every class, in their order; above 0
   */
  record Given(List<Double> weights) implements ClassWeights {

    public Given {
      weights = List.copyOf(weights);
      Faults faults = new Faults();
      for (int k = 0; k < weights.size() && faults.found().size() < Faults.MOST; k++) {
        double weight = weights.get(k);
        faults.unless(
            weight > 0 && weight <= LARGEST,
            MEMBER + "/" + k,
            "must be above 0 and at most %s, was %s",
            LARGEST,
            weight);
      }
      faults.throwIfAny();
    }

    @Override
    public double[] of(Labels training) {
      InvalidSpec.unless(
          weights.size() == training.classes(),
          MEMBER,
          "has %d numbers, but there are %d classes",
          weights.size(),
          training.classes());
      return weights.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  /**
   * Refuses weights that have no meaning for the samples of a training part.
   *
   * @throws InvalidSpec with a pointer to {@code classWeights}
   */
  static void requireFit(@Nullable ClassWeights weights, Dataset training) {
    if (weights == null) {
      return;
    }
    Labels labels = labels(training);
    weights.of(labels);
    int[] counts = labels.counts();
    for (int k = 0; k < counts.length && weights instanceof Balanced; k++) {
      InvalidSpec.unless(
          counts[k] > 0,
          MEMBER,
          "cannot be balanced: class %s has no sample in the training part",
          labels.names().get(k));
    }
  }

  /** The classes that weights are for. */
  static Labels labels(Dataset training) {
    Labels labels = training.labels();
    if (labels == null) {
      throw InvalidSpec.meaningless(MEMBER, "are for classes, but the targets are numbers");
    }
    return labels;
  }
}
