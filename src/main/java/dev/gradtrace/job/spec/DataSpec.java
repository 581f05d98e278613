package dev.gradtrace.job.spec;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.validation.Faults;
import org.jspecify.annotations.Nullable;

/**
 * The data of a job: where they come from and how they are divided.
 *
 * @param dataset what the network learns from
 * @param scaling of the inputs, fitted on the training part only
 * @param targetScaling of the numbers of a regression, fitted on the training part only
 * @param validationFraction share of the samples held back to judge by, in [0, 1)
 * @param validation what to judge by instead of such a share; null for nothing
 */
public record DataSpec(
    DataOrigin dataset,
    Scaling scaling,
    Scaling targetScaling,
    double validationFraction,
    @Nullable DataOrigin validation) {

  public DataSpec {
    Faults faults = new Faults();
    faults.unless(
        validationFraction >= 0 && validationFraction < 1,
        "validationFraction",
        "must be at least 0 and below 1, was %s",
        validationFraction);
    faults.unless(
        validation == null || validationFraction == 0,
        "validation",
        "must not stand beside a validationFraction above 0");
    faults.throwIfAny();
  }

  /** With targets as they are. */
  public DataSpec(
      DataOrigin dataset,
      Scaling scaling,
      double validationFraction,
      @Nullable DataOrigin validation) {
    this(dataset, scaling, Scaling.NONE, validationFraction, validation);
  }

  /** Everything from one source for training, unscaled. */
  public static DataSpec of(DataOrigin dataset) {
    return new DataSpec(dataset, Scaling.NONE, 0, null);
  }

  /** Whether anything is held back to judge by. */
  public boolean hasValidation() {
    return validation != null || validationFraction > 0;
  }

  /** The same division of data from elsewhere. */
  public DataSpec from(DataOrigin dataset, @Nullable DataOrigin validation) {
    return new DataSpec(dataset, scaling, targetScaling, validationFraction, validation);
  }
}
