package dev.gradtrace.training;

import dev.gradtrace.validation.Faults;
import java.util.Locale;

/**
 * Ends a run when a metric, measured after each epoch, no longer improves.
 *
 * @param metric the metric
 * @param patience epochs without improvement after which the run ends, at least 0; 0 means 1
 * @param minDelta improvements no larger than this do not count, at least 0
 */
public record EarlyStopping(StoppingMetric metric, int patience, double minDelta) {

  public static final int DEFAULT_PATIENCE = 1;
  public static final double DEFAULT_MIN_DELTA = 0;

  public EarlyStopping {
    Faults faults = new Faults();
    faults.unless(patience >= 0, "patience", "must be at least 0, was %d", patience);
    faults.unless(
        Double.isFinite(minDelta) && minDelta >= 0,
        "minDelta",
        "must be finite and at least 0, was %s",
        minDelta);
    faults.throwIfAny();
  }

  /** The metrics that early stopping can use. */
  public enum StoppingMetric {
    TRAINING_LOSS,
    TRAINING_ACCURACY,
    VALIDATION_LOSS,
    VALIDATION_ACCURACY;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether validation samples are needed. */
    public boolean needsValidation() {
      return this == VALIDATION_LOSS || this == VALIDATION_ACCURACY;
    }

    /** Whether the task must be a classification. */
    public boolean needsClasses() {
      return this == TRAINING_ACCURACY || this == VALIDATION_ACCURACY;
    }

    /** The metric of an epoch, negated if larger is better, so that smaller is better. */
    double badness(EpochEnd epoch) {
      return switch (this) {
        case TRAINING_LOSS -> epoch.trainingLoss();
        case TRAINING_ACCURACY -> -epoch.trainingAccuracy();
        case VALIDATION_LOSS -> epoch.validationLoss();
        case VALIDATION_ACCURACY -> -epoch.validationAccuracy();
      };
    }
  }
}
