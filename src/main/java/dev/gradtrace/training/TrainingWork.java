package dev.gradtrace.training;

import dev.gradtrace.network.NetworkSpec;

/**
 * What training takes, in multiplications, about: what waits for memory, or for a layer to begin,
 * is counted as if it multiplied.
 */
public final class TrainingWork {

  /** Forwards, and twice backwards. */
  private static final long PASSES = 3;

  /** What σ, σ′ and δ of a unit take for a sample, in multiplications. */
  private static final long PER_UNIT = 120;

  /** What an input takes to be copied for a sample, in multiplications. */
  private static final long PER_INPUT = 10;

  /** What a sample takes to be shuffled, found and judged, in multiplications. */
  private static final long PER_SAMPLE = 500;

  /** What moving a parameter takes, in multiplications: it waits for memory. */
  private static final long PER_PARAMETER = 30;

  /** What drawing a parameter takes, in multiplications. */
  private static final long PER_DRAW = 100;

  /** What a layer takes at each step, however narrow it is, in multiplications. */
  private static final long PER_LAYER = 5_000;

  private TrainingWork() {}

  /** The start: every parameter is drawn. */
  public static long ofStart(NetworkSpec network) {
    return network.initialisationMultiplications() + PER_DRAW * network.parameterCount();
  }

  /**
   * One step.
   *
   * @param batch its samples
   */
  public static long ofStep(TrainingSpec spec, long batch) {
    NetworkSpec network = spec.network();
    long touched = PER_PARAMETER * (1 + spec.optimizer().memories());
    return batch * ofSample(network, PASSES)
        + touched * network.parameterCount()
        + PER_LAYER * network.depth();
  }

  /** The loss of so many samples. */
  public static long ofEvaluation(NetworkSpec network, long samples) {
    return samples * ofSample(network, 1) + PER_LAYER * network.depth();
  }

  /**
   * A whole run, with an evaluation before the first epoch and after each.
   *
   * @param samples in the training part
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
