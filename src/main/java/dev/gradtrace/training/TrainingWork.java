package dev.gradtrace.training;

import dev.gradtrace.network.NetworkSpec;

/**
 * Approximate cost of training in multiplications; waiting for memory, and the overhead of layers,
 * are converted.
 */
public final class TrainingWork {

  /** Factor from the forward pass to a whole step: back-propagation takes twice as long. */
  private static final long PASSES = 3;

  /** σ, σ′ and δ of a unit, per sample. */
  private static final long PER_UNIT = 120;

  /** Copying an input, per sample. */
  private static final long PER_INPUT = 10;

  /** Shuffling, locating and scoring a sample. */
  private static final long PER_SAMPLE = 500;

  /** Updating a parameter, which is bound by memory. */
  private static final long PER_PARAMETER = 30;

  /** Drawing a parameter. */
  private static final long PER_DRAW = 100;

  /** Overhead of a layer per step, however narrow it is. */
  private static final long PER_LAYER = 5_000;

  private TrainingWork() {}

  /** The start of a run: drawing all parameters. */
  public static long ofStart(NetworkSpec network) {
    return network.initialisationMultiplications() + PER_DRAW * network.parameterCount();
  }

  /**
   * A step.
   *
   * @param batch number of samples
   */
  public static long ofStep(TrainingSpec spec, long batch) {
    NetworkSpec network = spec.network();
    long touched = PER_PARAMETER * (1 + spec.optimizer().memories());
    return batch * ofSample(network, PASSES)
        + touched * network.parameterCount()
        + PER_LAYER * network.depth();
  }

  /** The loss over {@code samples} samples. */
  public static long ofEvaluation(NetworkSpec network, long samples) {
    return samples * ofSample(network, 1) + PER_LAYER * network.depth();
  }

  /**
   * A whole run, with evaluations before the first epoch and after each.
   *
   * @param samples number of training samples
   */
  public static long ofRun(TrainingSpec spec, long samples) {
    long steps = spec.passes().stepsPerEpoch(samples);
    long epoch = steps * ofStep(spec, Math.min(spec.batchSize(), samples));
    long evaluation = ofEvaluation(spec.network(), samples);
    return ofStart(spec.network()) + evaluation + spec.epochs() * (epoch + evaluation);
  }

  private static long ofSample(NetworkSpec network, long passes) {
    long units = 0;
    for (int l = 1; l <= network.depth(); l++) {
      units += network.width(l);
    }
    return passes * network.parameterCount()
        + PER_UNIT * units
        + PER_INPUT * network.inputs()
        + PER_SAMPLE;
  }
}
