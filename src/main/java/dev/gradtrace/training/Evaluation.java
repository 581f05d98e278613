package dev.gradtrace.training;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.ForwardPass;
import dev.gradtrace.gradient.Loss;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import org.jspecify.annotations.Nullable;

/**
 * Loss and accuracy over all samples, in parts of at most {@value #MAX_SAMPLES_PER_PART} samples,
 * so that the next event is never far. The loss over the training samples is weighted as training
 * weighs it, that over the validation samples is not.
 */
final class Evaluation {

  /** Multiply-adds of one part, about: some milliseconds of work. */
  private static final long WORK_PER_PART = 20_000_000;

  private static final int MAX_SAMPLES_PER_PART = 256;

  private final TrainingSpec spec;
  private final Dataset trainingData;
  private final @Nullable Dataset validationData;
  private final Workspace workspace;
  private final @Nullable SampleWeights weights;
  private final int samplesPerPart;
  private Tally training = Tally.NONE;
  private Tally validation = Tally.NONE;

  Evaluation(TrainingSpec spec, Split data) {
    this.spec = spec;
    this.samplesPerPart = samplesPerPart(spec.network());
    this.trainingData = data.training();
    this.validationData = data.validation();
    this.workspace = Workspace.withoutGradient(spec.network(), samplesPerPart);
    this.weights = SampleWeights.of(spec, trainingData, samplesPerPart);
  }

  /** Parts of one evaluation. */
  int parts() {
    return parts(trainingData) + (validationData == null ? 0 : parts(validationData));
  }

  private int parts(Dataset data) {
    return (data.samples() + samplesPerPart - 1) / samplesPerPart;
  }

  private static int samplesPerPart(NetworkSpec network) {
    return (int)
        Math.max(1, Math.min(MAX_SAMPLES_PER_PART, WORK_PER_PART / network.parameterCount()));
  }

  /** Bytes that its buffers take, about. */
  static long bytes(NetworkSpec network) {
    return Workspace.bytes(network, samplesPerPart(network));
  }

  /** How far it has come with the training samples. */
  Tally training() {
    return training;
  }

  /** How far it has come with the validation samples. */
  Tally validation() {
    return validation;
  }

  /** Goes on where another evaluation of the same network stood. */
  void resume(Tally training, Tally validation) {
    this.training = training;
    this.validation = validation;
  }

  /** Evaluates one more part; true when all samples are done. */
  boolean advance(Network network) {
    if (!isComplete(training, trainingData)) {
      training = advance(training, trainingData, network);
    } else if (validationData != null && !isComplete(validation, validationData)) {
      validation = advance(validation, validationData, network);
    }
    return isComplete(training, trainingData)
        && (validationData == null || isComplete(validation, validationData));
  }

  private static boolean isComplete(Tally tally, Dataset data) {
    return tally.samples() >= data.samples();
  }

  private Tally advance(Tally tally, Dataset data, Network network) {
    int done = tally.samples();
    int count = Math.min(samplesPerPart, data.samples() - done);
    workspace.narrowTo(count);
    for (int j = 0; j < count; j++) {
      data.inputs().copyTo(done + j, workspace.inputs(), j);
      data.targets().copyTo(done + j, workspace.targets(), j);
    }
    weigh(data, done);
    ForwardPass.run(network, workspace);
    double lossSum = Loss.of(network, spec.cost(), workspace) * count;
    return tally.plus(count, lossSum, Accuracy.correct(workspace));
  }

  private void weigh(Dataset data, int first) {
    if (weights != null && data == trainingData) {
      weights.weigh(workspace, first);
    } else {
      workspace.weigh(null);
    }
  }

  /**
   * The result, after which the next evaluation may begin.
   *
   * @param meanBatchLoss of the epoch
   */
  EpochEnd finish(int epoch, long step, double meanBatchLoss) {
    EpochEnd end =
        new EpochEnd(
            epoch,
            step,
            training.loss(),
            accuracy(training, trainingData),
            validationData == null ? Double.NaN : validation.loss(),
            validationData == null ? Double.NaN : accuracy(validation, validationData),
            meanBatchLoss);
    resume(Tally.NONE, Tally.NONE);
    return end;
  }

  private static double accuracy(Tally tally, Dataset data) {
    return data.isClassification() ? tally.accuracy() : Double.NaN;
  }
}
