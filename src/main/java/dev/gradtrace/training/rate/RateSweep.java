package dev.gradtrace.training.rate;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.TrainingWork;
import dev.gradtrace.training.rate.RateCurve.Ending;
import java.util.Arrays;

/**
 * The learning-rate range test: the run as it was asked for, but for a rate that rises with every
 * step.
 *
 * @see <a href="https://arxiv.org/abs/1506.01186">Smith 2017, Cyclical learning rates for training
 *     neural networks</a>
 */
public final class RateSweep {

  /** What the mean of the losses keeps of itself at each step. */
  private static final double MEMORY = 0.98;

  /** So many times the least smoothed loss end the test. */
  private static final double EXPLODED = 4;

  private RateSweep() {}

  /**
   * Runs the test. It learns: batches, optimizer and penalties are those of the run, for as many
   * epochs as it takes.
   *
   * @param data as the run sees them, scaled
   */
  public static RateCurve of(TrainingSpec spec, Split data, RateRange range) {
    TrainingRun run = TrainingRun.of(spec, data);
    double[] losses = new double[range.steps()];
    double[] smoothed = new double[range.steps()];
    double smooth = 0;
    double forgotten = 1;
    double least = Double.POSITIVE_INFINITY;
    Ending ending = Ending.COMPLETED;
    int length = 0;
    while (length < range.steps() && ending == Ending.COMPLETED) {
      double loss = run.nextAt(range.rate(length)).loss();
      forgotten *= MEMORY;
      // The corrected mean itself is moved, so that of equal losses it is that loss, unrounded.
      smooth += (1 - MEMORY) / (1 - forgotten) * (loss - smooth);
      least = Math.min(least, smooth);
      ending = ending(loss, smooth, least);
      losses[length] = loss;
      smoothed[length] = smooth;
      length++;
    }
    return new RateCurve(
        range, Arrays.copyOf(losses, length), Arrays.copyOf(smoothed, length), ending);
  }

  private static Ending ending(double loss, double smooth, double least) {
    if (!Double.isFinite(loss)) {
      return Ending.NOT_FINITE;
    }
    return smooth > EXPLODED * least ? Ending.LOSS_EXPLODED : Ending.COMPLETED;
  }

  /**
   * Multiplications that a test takes at most, about.
   *
   * @param samples in the training part
   */
  public static long multiplications(TrainingSpec spec, long samples, int steps) {
    return TrainingWork.ofStart(spec.network())
        + steps * TrainingWork.ofStep(spec, Math.min(spec.batchSize(), samples));
  }
}
