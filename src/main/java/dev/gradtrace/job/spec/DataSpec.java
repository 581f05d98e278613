package dev.gradtrace.job.spec;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.validation.Faults;
import org.jspecify.annotations.Nullable;

/**
 * The data of a job and their split.
 *
 * @param dataset the training data, and the validation data as a share of them
 * @param scaling of the inputs, fitted on the training part only
 * @param targetScaling of the targets of a regression, fitted on the training part only
 * @param validationFraction share of the samples held back for validation, in [0, 1)
 * @param validation separate validation data instead of such a share; null for none
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

  /** Without scaling of targets. */
  public DataSpec(
      DataOrigin dataset,
      Scaling scaling,
      double validationFraction,
      @Nullable DataOrigin validation) {
    this(dataset, scaling, Scaling.NONE, validationFraction, validation);
  }

  /** All samples for training, unscaled. */
  public static DataSpec of(DataOrigin dataset) {
    return new DataSpec(dataset, Scaling.NONE, 0, null);
  }

  /** Whether there are validation data. */
  public boolean hasValidation() {
    return validation != null || validationFraction > 0;
  }

  /** This split and scaling for other data. */
  public DataSpec from(DataOrigin dataset, @Nullable DataOrigin validation) {
    return new DataSpec(dataset, scaling, targetScaling, validationFraction, validation);
  }
}
