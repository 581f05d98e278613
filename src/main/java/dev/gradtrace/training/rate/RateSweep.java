package dev.gradtrace.training.rate;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.TrainingWork;
import dev.gradtrace.training.rate.RateCurve.Ending;
import java.util.Arrays;

/**
 * The learning-rate range test: the requested run with a learning rate that rises at every step.
 *
 * @see <a href="https://arxiv.org/abs/1506.01186">Smith 2017, Cyclical learning rates for training
 *     neural networks</a>
 */
public final class RateSweep {

  /** Weight of the old mean of losses at each step. */
  private static final double MEMORY = 0.98;

  /** Multiple of the smallest smoothed loss that ends the test. */
  private static final double EXPLODED = 4;

  private RateSweep() {}

  /**
   * Runs the test, with the batches, optimizer and penalties of the run, for as many epochs as
   * needed.
   *
   * @param data scaled data of the run
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
      // Updates the bias-corrected mean itself, so that for equal losses it is exactly that loss.
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
   * Approximate upper bound on the multiplications of a test.
   *
   * @param samples number of training samples
   */
  public static long multiplications(TrainingSpec spec, long samples, int steps) {
    return TrainingWork.ofStart(spec.network())
        + steps * TrainingWork.ofStep(spec, Math.min(spec.batchSize(), samples));
  }
}
