package dev.gradtrace.web.observed;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gradtrace.caption.Caption;
import dev.gradtrace.contract.Captions;
import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.Named;
import dev.gradtrace.contract.Names;
import dev.gradtrace.contract.NetworkRequest;
import dev.gradtrace.contract.NotifyRequest;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.contract.OptimizerRequest;
import dev.gradtrace.contract.TraceRequest;
import dev.gradtrace.contract.TrainingJobRequest;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.job.spec.DataOrigin;
import dev.gradtrace.job.spec.DataSpec;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.notification.Subscription;
import dev.gradtrace.notification.Topic;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.trace.TraceSpec;
import dev.gradtrace.training.Clipping;
import dev.gradtrace.training.LearningRateSchedule;
import dev.gradtrace.training.Objective;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.Start;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.UpdateRule;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.web.gradients.Batch;
import dev.gradtrace.web.gradients.BatchRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "ObservedRunRequest",
    description = "What is trained elsewhere, and the batch that each point is a look at.")
record ObservedRunRequest(
    @Schema(description = "Its name, for people.", maxLength = 200) @Nullable String name,
    @Schema(description = Captions.NOTES, maxLength = Caption.LONGEST_NOTES) @Nullable String notes,
    @Schema(description = Captions.TAGS) @Size(max = Caption.MOST_TAGS) @Nullable List<String> tags,
    NetworkRequest network,
    @Schema(description = "Name of the cost; see the catalogue.", example = "quadratic")
        @OneOf(Cost.class)
        String cost,
    @Schema(description = "What it is trained with; its learning rate is not looked at.")
        @Nullable OptimizerRequest optimizer,
    @Schema(
            description =
                "training: statistics of the batch, and dropout with the masks of step 1. inference: moving"
                    + " statistics, and no dropout. Default training.")
        @OneOf(Mode.class)
        @Nullable String mode,
    BatchRequest batch,
    @Schema(
            description =
                "Distributions and curvature that are kept of some points, spread over the run, the first and the last among them; default: of none. Metrics are kept of every point.")
        @Nullable TraceRequest trace,
    @JsonProperty("notify") @Schema(description = TrainingJobRequest.NOTIFY)
        @Nullable NotifyRequest notification) {

  private static final Named<Mode> MODES = Named.of("mode", Mode.class);

  /** A run to create. */
  record Beginning(JobSpec spec, Mode mode, @Nullable Subscription subscription) {}

  Beginning toSpec(Context context) {
    Faults faults = new Faults();
    Caption caption = Captions.toSpec(name, notes, tags, faults);
    NetworkSpec spec = faults.part("network", network, given -> given.toSpec(context.limits()));
    Cost function = faults.part("", cost, given -> Names.COSTS.get("cost", given));
    Mode how = faults.part("", mode, given -> MODES.get("mode", given));
    TraceSpec kept = faults.part("trace", trace, TraceRequest::toSpec);
    Optimizer rule = faults.part("optimizer", optimizer, OptimizerRequest::toSpec);
    Batch samples =
        spec == null ? null : faults.part("batch", batch, given -> given.toSpec(spec, context));
    if (samples != null && function != null) {
      faults.within("batch", () -> samples.requireTargetsOf(function));
    }
    Subscription subscription =
        faults.part("notify", notification, given -> NotifyRequest.toSpec(given, context));
    faults.unless(
        subscription == null || !subscription.topics().contains(Topic.FINDING),
        "notify/events",
        "finding is of what trains here; of this run, read the diagnosis");
    faults.throwIfAny();
    Batch fixed = faults.need(samples);
    TrainingSpec training =
        new TrainingSpec(
            faults.need(spec),
            new Objective(faults.need(function), 0, 0, null),
            new UpdateRule(
                rule == null ? new Optimizer.Sgd(0, 0, false) : rule,
                new LearningRateSchedule.Constant(),
                0,
                Clipping.NONE,
                null),
            new Passes(fixed.samples(), 1, false, false, null),
            new Start(0, null));
    Dataset rows = Dataset.ofTargets(fixed.inputs().toSamples(), fixed.targets().toSamples());
    return new Beginning(
        new JobSpec(caption, training, everyPoint(kept), DataSpec.of(new DataOrigin.Inline(rows))),
        requireNonNullElse(how, Mode.TRAINING),
        subscription);
  }

  private static TraceSpec everyPoint(@Nullable TraceSpec kept) {
    return kept == null
        ? TraceSpec.of(TracePolicy.every(1))
        : new TraceSpec(
            new TracePolicy(1, Integer.MAX_VALUE, kept.steps().curvaturePoints()),
            kept.distributions());
  }
}
