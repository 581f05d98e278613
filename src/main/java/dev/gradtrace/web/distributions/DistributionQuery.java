package dev.gradtrace.web.distributions;

import dev.gradtrace.contract.Family;
import dev.gradtrace.contract.Names;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.trace.DistributionPolicy;
import dev.gradtrace.trace.DistributionSelection;
import dev.gradtrace.trace.Distributions;
import dev.gradtrace.validation.Refusal;
import dev.gradtrace.web.jobs.ChosenLayers;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which of a job's distributions are requested. */
record DistributionQuery(
    @Parameter(description = "Of what; default: the first that the job records.")
        @OneOf(family = Family.TENSOR)
        @Nullable String of,
    @Parameter(description = "Numbers of layers from 1, separated by commas; default: all.") @Min(1) @Nullable List<Integer> layers,
    @Parameter(description = "First step.") @Nullable Long fromStep,
    @Parameter(description = "Last step.") @Nullable Long toStep) {

  /**
   * The part to read of a job.
   *
   * @throws Refusal if the job does not record it
   * @throws dev.gradtrace.validation.InvalidSpec if its network has no such layer
   */
  DistributionSelection selection(TrainingJob job) {
    List<Integer> chosen = ChosenLayers.of(layers, job.spec().training().network());
    return new DistributionSelection(List.of(tensor(job, "This job")), chosen);
  }

  /**
   * The same part of the job named by {@code with}, as far as it has it.
   *
   * @param drawn what is drawn of the first job
   * @throws Refusal if the job does not record it
   */
  DistributionSelection selection(TrainingJob other, DistributionSelection drawn) {
    String first = drawn.of().get(0).label();
    Tensor same =
        new DistributionQuery(first, null, fromStep, toStep).tensor(other, "The job named by with");
    List<Integer> all = ChosenLayers.of(null, other.spec().training().network());
    return new DistributionSelection(
        List.of(same), drawn.layers().stream().filter(all::contains).toList());
  }

  /**
   * What the distributions are of.
   *
   * @param subject what the job is called in a refusal
   */
  private Tensor tensor(TrainingJob job, String subject) {
    DistributionPolicy recorded = job.spec().trace().distributions();
    if (recorded.isNone()) {
      throw missing(
          "%s records no distributions: trace.distributions asks for them.".formatted(subject));
    }
    Tensor tensor = of == null ? recorded.of().get(0) : Names.TENSORS.get("of", of);
    if (!recorded.of().contains(tensor)) {
      throw missing(
          "%s records no distributions of %s, only of %s."
              .formatted(
                  subject,
                  tensor.label(),
                  recorded.of().stream().map(Tensor::label).collect(Collectors.joining(", "))));
    }
    return tensor;
  }

  private static Refusal missing(String detail) {
    return new Refusal(Refusal.Reason.MISSING, detail);
  }

  /** The requested steps. */
  Distributions chosenSteps(Distributions kept) {
    return kept.between(fromStep == null ? 0 : fromStep, toStep == null ? Long.MAX_VALUE : toStep);
  }
}
