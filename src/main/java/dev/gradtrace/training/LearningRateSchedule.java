package dev.gradtrace.training;

import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;

/** A learning-rate schedule: a factor on the η of the optimizer over the course of a run. */
public sealed interface LearningRateSchedule {

  String label();

  /**
   * The factor on η.
   *
   * @param epoch current epoch, from 1
   * @param step current step, from 1
   * @param steps number of steps of the whole run
   */
  double factor(int epoch, long step, long steps);

  /** Always 1. */
  record Constant() implements LearningRateSchedule {

    @Override
    public String label() {
      return "constant";
    }

    @Override
    public double factor(int epoch, long step, long steps) {
      return 1;
    }
  }

  /**
   * factor^⌊(epoch−1)/everyEpochs⌋.
   *
   * @param everyEpochs epochs between two changes, at least 1
   * @param factor factor at each change, above 0
   */
  record StepDecay(int everyEpochs, double factor) implements LearningRateSchedule {

    public static final int DEFAULT_EVERY_EPOCHS = 10;
    public static final double DEFAULT_FACTOR = 0.1;

    public StepDecay {
      Faults faults = new Faults();
      faults.unless(everyEpochs >= 1, "everyEpochs", "must be at least 1, was %d", everyEpochs);
      requireFactor(faults, factor);
      faults.throwIfAny();
    }

    @Override
    public String label() {
      return "step";
    }

    @Override
    public double factor(int epoch, long step, long steps) {
      int changes = (epoch - 1) / everyEpochs;
      return StrictMath.pow(factor, changes);
    }
  }

  /**
   * factor^(epoch−1).
   *
   * @param factor factor after each epoch, above 0
   */
  record Exponential(double factor) implements LearningRateSchedule {

    public static final double DEFAULT_FACTOR = 0.95;

    public Exponential {
      Faults faults = new Faults();
      requireFactor(faults, factor);
      faults.throwIfAny();
    }

    @Override
    public String label() {
      return "exponential";
    }

    @Override
    public double factor(int epoch, long step, long steps) {
      return StrictMath.pow(factor, epoch - 1);
    }
  }

  /**
   * Half a cosine from 1 to {@code finalFactor} over the whole run, changing at every step
   * (Loshchilov and Hutter 2017).
   *
   * @param finalFactor factor at the end, in [0, 1]
   */
  record Cosine(double finalFactor) implements LearningRateSchedule {

    public static final double DEFAULT_FINAL_FACTOR = 0;

    public Cosine {
      InvalidSpec.unless(
          finalFactor >= 0 && finalFactor <= 1,
          "finalFactor",
          "must lie in [0, 1], was %s",
          finalFactor);
    }

    @Override
    public String label() {
      return "cosine";
    }

    @Override
    public double factor(int epoch, long step, long steps) {
      double cosine = StrictMath.cos(Math.PI * (step - 1) / steps);
      return finalFactor + (1 - finalFactor) * (1 + cosine) / 2;
    }
  }

  private static void requireFactor(Faults faults, double factor) {
    faults.unless(
        Double.isFinite(factor) && factor > 0, "factor", "must be above 0, was %s", factor);
  }
}
