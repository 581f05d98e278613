package dev.gradtrace.training;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.ForwardPass;
import dev.gradtrace.gradient.Loss;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.network.Network;
import org.jspecify.annotations.Nullable;

/**
 * Loss and accuracy over all samples, in parts of some hundred samples, so that nobody waits long
 * for the next event.
 */
final class Evaluation {

  /** Multiply-adds of one part, about: some milliseconds of work. */
  private static final long WORK_PER_PART = 20_000_000;

  private static final int MAX_SAMPLES_PER_PART = 256;

  private final TrainingSpec spec;
  private final Tally training;
  private final @Nullable Tally validation;
  private final Workspace workspace;
  private final int samplesPerPart;

  Evaluation(TrainingSpec spec, Split data) {
    this.spec = spec;
    this.samplesPerPart =
        (int)
            Math.max(
                1, Math.min(MAX_SAMPLES_PER_PART, WORK_PER_PART / spec.network().parameterCount()));
    this.training = new Tally(data.training());
    this.validation = data.validation() == null ? null : new Tally(data.validation());
    this.workspace = Workspace.withoutGradient(spec.network(), samplesPerPart);
  }

  /** Evaluates one more part; true when all samples are done. */
  boolean advance(Network network) {
    if (!training.isComplete()) {
      training.advance(network);
    } else if (validation != null && !validation.isComplete()) {
      validation.advance(network);
    }
    return training.isComplete() && (validation == null || validation.isComplete());
  }

  /** The result, after which the next evaluation may begin. */
  EpochEnd finish(int epoch, long step) {
    EpochEnd end =
        new EpochEnd(
            epoch,
            step,
            training.loss(),
            training.accuracy(),
            validation == null ? Double.NaN : validation.loss(),
            validation == null ? Double.NaN : validation.accuracy());
    training.reset();
    if (validation != null) {
      validation.reset();
    }
    return end;
  }

  /** Running sums over one set of samples. */
  private final class Tally {

    private final Dataset data;
    private int done;
    private double lossSum;
    private int correct;

    Tally(Dataset data) {
      this.data = data;
    }

    void advance(Network network) {
      int count = Math.min(samplesPerPart, data.samples() - done);
      workspace.narrowTo(count);
      for (int j = 0; j < count; j++) {
        data.inputs().copyTo(done + j, workspace.inputs(), j);
        data.targets().copyTo(done + j, workspace.targets(), j);
      }
      ForwardPass.run(network, workspace);
      lossSum += Loss.of(network, spec.cost(), workspace) * count;
      correct += Accuracy.correct(workspace);
      done += count;
    }

    boolean isComplete() {
      return done == data.samples();
    }

    double loss() {
      return lossSum / data.samples();
    }

    double accuracy() {
      return data.isClassification() ? (double) correct / data.samples() : Double.NaN;
    }

    void reset() {
      done = 0;
      lossSum = 0;
      correct = 0;
    }
  }
}
