package dev.gradtrace.training;

import dev.gradtrace.gradient.Statistics;
import dev.gradtrace.gradient.distribution.Tensors;
import org.jspecify.annotations.Nullable;

/**
 * One update of the parameters. A view of the run, valid until its next step; loss and gradient are
 * those before the update.
 */
public final class Step implements TrainingEvent {

  private long number;
  private int epoch;
  private int samples;
  private double loss;
  private @Nullable Statistics statistics;
  private @Nullable Tensors tensors;

  Step() {}

  /** Number of the step in the run, from 1. */
  public long number() {
    return number;
  }

  /** Number of the epoch, from 1. */
  public int epoch() {
    return epoch;
  }

  /** Number of samples in the mini-batch. */
  public int samples() {
    return samples;
  }

  /** Mean cost over the mini-batch, weighted by class, without penalties. */
  public double loss() {
    return loss;
  }

  /** The metrics of all layers; null unless the step was observed. */
  public @Nullable Statistics statistics() {
    return statistics;
  }

  /** The tensors of the step; null unless requested. */
  public @Nullable Tensors tensors() {
    return tensors;
  }

  void set(long number, int epoch, int samples, double loss) {
    this.number = number;
    this.epoch = epoch;
    this.samples = samples;
    this.loss = loss;
  }

  void leave(@Nullable Statistics measured, @Nullable Tensors numbers) {
    this.statistics = measured;
    this.tensors = numbers;
  }
}
