package dev.gradtrace.training;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Labels;
import dev.gradtrace.dataset.MiniBatches;
import dev.gradtrace.gradient.Workspace;
import org.jspecify.annotations.Nullable;

/** The weights of training samples, to be set in a workspace for each batch. */
final class SampleWeights {

  private final Labels labels;
  private final double[] ofClass;
  private final double[] ofBatch;

  private SampleWeights(Labels labels, double[] ofClass, int most) {
    this.labels = labels;
    this.ofClass = ofClass;
    this.ofBatch = new double[most];
  }

  /**
   * The weights of a run; null if it has none.
   *
   * @param most most samples in a batch
   */
  static @Nullable SampleWeights of(TrainingSpec spec, Dataset training, int most) {
    ClassWeights weights = spec.objective().classWeights();
    if (weights == null) {
      return null;
    }
    Labels labels = ClassWeights.labels(training);
    return new SampleWeights(labels, weights.of(labels), most);
  }

  /** Sets the weights of a mini-batch. */
  void weigh(Workspace workspace, MiniBatches batches, int batch) {
    for (int j = 0; j < workspace.samples(); j++) {
      ofBatch[j] = of(batches.sample(batch, j));
    }
    workspace.weigh(ofBatch);
  }

  /** The weight of sample {@code i} of the dataset. */
  double of(int i) {
    return ofClass[labels.at(i)];
  }
}
