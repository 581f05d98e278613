package dev.gradtrace.web.diagnoses;

import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.TrainingJobRequest;
import dev.gradtrace.contract.json.Flattened;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "DiagnosisRequest", description = "A training job to diagnose before it is trained.")
record DiagnosisRequest(
    @Flattened TrainingJobRequest job,
    @Schema(
            description = "Most steps of the short run; default: as many as a second or so allows.",
            minimum = "1")
        @Nullable Long budgetSteps) {

  private static final long NO_STEPS_GIVEN = Long.MAX_VALUE;

  /**
   * A job to run briefly and diagnose.
   *
   * @param steps most steps of the run
   */
  public record ShortRun(JobSpec spec, long steps) {}

  ShortRun toSpec(Context context) {
    Faults faults = new Faults();
    JobSpec spec = faults.part("", job, given -> given.toSpec(context));
    long steps = budgetSteps == null ? NO_STEPS_GIVEN : budgetSteps;
    faults.unless(steps >= 1, "budgetSteps", "must be at least 1, was %d", steps);
    if (spec != null) {
      context.limits().requireStartWithinLimits(spec.training());
    }
    faults.throwIfAny();
    return new ShortRun(faults.need(spec), steps);
  }
}
