package dev.gradtrace.training;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import org.jspecify.annotations.Nullable;

/**
 * Loss and accuracy over all samples, in parts of at most {@value #MAX_SAMPLES_PER_PART} samples.
 * An event evaluates one part, or several with the help of other threads, so that events stay
 * short. The sums do not depend on that. The training loss is weighted as in training, the
 * validation loss is not.
 */
final class Evaluation {

  /** Approximate multiply-adds of a part, for some milliseconds of work. */
  private static final long WORK_PER_PART = 20_000_000;

  private static final int MAX_SAMPLES_PER_PART = 256;

  /** Number of parts at a time per thread, so that none waits long for the others. */
  private static final int PARTS_PER_THREAD = 4;

  private final Dataset trainingData;
  private final @Nullable Dataset validationData;
  private final SampleCosts costs;
  private final @Nullable SampleWeights weights;
  private final int samplesPerPart;
  private Tally training = Tally.NONE;
  private Tally validation = Tally.NONE;

  Evaluation(TrainingSpec spec, Split data) {
    this.samplesPerPart = samplesPerPart(spec.network());
    this.trainingData = data.training();
    this.validationData = data.validation();
    this.costs = new SampleCosts(spec, samplesPerPart);
    this.weights = SampleWeights.of(spec, trainingData, 0);
  }

  /** Number of parts of an evaluation. */
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

  /** Approximate bytes of its buffers. */
  static long bytes(NetworkSpec network) {
    return SampleCosts.bytes(network, samplesPerPart(network));
  }

  /** The partial evaluation of the training samples. */
  Tally training() {
    return training;
  }

  /** The partial evaluation of the validation samples. */
  Tally validation() {
    return validation;
  }

  /** Continues a partial evaluation of the same network. */
  void resume(Tally training, Tally validation) {
    this.training = training;
    this.validation = validation;
  }

  /** Evaluates another part; true if all samples are done. */
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
    int first = tally.samples();
    int threads = costs.threads();
    long most = (long) samplesPerPart * (threads == 1 ? 1 : PARTS_PER_THREAD * threads);
    int count = (int) Math.min(most, data.samples() - first);
    costs.measure(network, data, first, count, threads);
    Tally sum = tally;
    for (int done = 0; done < count; done += samplesPerPart) {
      sum = plusPart(sum, data, done, Math.min(samplesPerPart, count - done));
    }
    return sum;
  }

  /** Adds the part of the last measured samples that begins with sample {@code from}. */
  private Tally plusPart(Tally tally, Dataset data, int from, int count) {
    SampleWeights applied = data == trainingData ? weights : null;
    double sum = 0;
    int correct = 0;
    for (int j = 0; j < count; j++) {
      double weight = applied == null ? 1 : applied.of(tally.samples() + j);
      sum += costs.loss(from + j) * weight;
      correct += costs.isCorrect(from + j) ? 1 : 0;
    }
    return tally.plus(count, sum / count * count, correct);
  }

  /**
   * Returns the result, and resets for the next evaluation.
   *
   * @param meanBatchLoss mean of the losses of the epoch's mini-batches
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
