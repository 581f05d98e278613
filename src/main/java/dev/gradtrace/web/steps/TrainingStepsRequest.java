package dev.gradtrace.web.steps;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.TrainingJobRequest;
import dev.gradtrace.contract.json.Flattened;
import dev.gradtrace.contract.json.NumberTable;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.training.Checkpoint;
import dev.gradtrace.treatment.StepwiseTraining.Wish;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "TrainingStepsRequest",
    description = "A training job, where it stands, and how many steps to take; trace is ignored.")
record TrainingStepsRequest(
    @Flattened TrainingJobRequest job,
    @Schema(
            description =
                "Steps to take; fewer are where the training ends before. 0 of no state measures"
                    + " the untrained network.",
            minimum = "0",
            maximum = "100000",
            defaultValue = "1")
        @Nullable Integer steps,
    @Schema(description = "The state of the last answer; absent at the start.")
        @Nullable String state,
    @Schema(
            description =
                "probe[sample][feature], as the dataset has them before scaling: inputs to tell"
                    + " the activation of every unit at.")
        @Nullable NumberTable probe,
    @Schema(
            description = "What to add to the answer.",
            allowableValues = {"parameters"})
        @Nullable List<String> include) {

  private static final int MOST_STEPS = 100_000;
  private static final String PARAMETERS = "parameters";

  /**
   * A job and what to run next.
   *
   * @param showsParameters whether the answer includes them
   */
  record Question(JobSpec job, Wish wish, boolean showsParameters) {}

  Question toSpec(Context context) {
    Faults faults = new Faults();
    JobSpec spec = faults.part("", job, given -> given.toSpec(context));
    int wanted = requireNonNullElse(steps, 1);
    faults.unless(
        wanted >= 0 && wanted <= MOST_STEPS,
        "steps",
        "must lie between 0 and %d, was %d",
        MOST_STEPS,
        wanted);
    checkParts(faults);
    Checkpoint from = state == null ? null : faults.part("", state, StateText::read);
    double[][] at = probe == null ? new double[0][] : probe.toRows();
    boolean shows = include != null && include.contains(PARAMETERS);
    if (spec != null) {
      requireWithinLimits(context, spec, at.length, shows);
    }
    faults.throwIfAny();
    return new Question(faults.need(spec), new Wish(from, wanted, at), shows);
  }

  private void checkParts(Faults faults) {
    if (include != null) {
      for (int i = 0; i < include.size() && !faults.areMost(); i++) {
        faults.unless(
            PARAMETERS.equals(include.get(i)),
            "include/" + i,
            "must be parameters, was %s",
            include.get(i));
      }
    }
  }

  private static void requireWithinLimits(
      Context context, JobSpec spec, int samples, boolean showsParameters) {
    NetworkSpec network = spec.training().network();
    context.limits().requireStartWithinLimits(spec.training());
    long copies = 1L + spec.training().optimizer().memories() + (showsParameters ? 1 : 0);
    context
        .limits()
        .requireAnswer(copies * network.parameterCount(), "network", "submit a training job");
    long units = 0;
    for (int l = 1; l <= network.depth(); l++) {
      units += network.width(l);
    }
    context.limits().requireAnswer(samples * units, "probe", "probe fewer places");
  }
}
