package dev.gradtrace.training;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Labels;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Factors of the cost of samples in training, by class. As in Keras, the loss is the weighted sum
 * divided by the number of samples, whatever the sum of weights.
 */
public sealed interface ClassWeights {

  String MEMBER = "classWeights";

  /** Largest accepted weight. */
  double LARGEST = 1e9;

  /** The weight of every class; under {@link Balanced}, 1 for a class without samples. */
  double[] of(Labels training);

  /** n/(classes·count): all classes have the same total weight. */
  record Balanced() implements ClassWeights {

    /** Its name in requests and responses. */
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
   * Weights given by number.
   *
   * @param weights weights of the classes in their order, above 0
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
   * Checks weights against the training samples.
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

  /** The labels to be weighted. */
  static Labels labels(Dataset training) {
    Labels labels = training.labels();
    if (labels == null) {
      throw InvalidSpec.meaningless(MEMBER, "are for classes, but the targets are numbers");
    }
    return labels;
  }
}
