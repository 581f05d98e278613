package dev.gradtrace.contract;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.caption.Caption;
import dev.gradtrace.contract.parameters.LayerParametersRequest;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.job.spec.DataOrigin;
import dev.gradtrace.job.spec.DataSpec;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.trace.TraceSpec;
import dev.gradtrace.training.ClassWeights;
import dev.gradtrace.training.Clipping;
import dev.gradtrace.training.EarlyStopping;
import dev.gradtrace.training.LearningRateSchedule;
import dev.gradtrace.training.Objective;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.Start;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.UpdateRule;
import dev.gradtrace.validation.Faults;
import org.jspecify.annotations.Nullable;

/**
 * Translates a training job's request to its specification. A refused part is replaced by a valid
 * one, so that the rest is checked as well; the whole is refused in the end.
 */
final class TrainingJobTranslation {

  private static final Optimizer ANY_OPTIMIZER = new Optimizer.Sgd(0, 0, false);
  private static final DataOrigin ANY_SOURCE = new DataOrigin.Stored("");

  private final TrainingJobRequest request;
  private final Limits limits;
  private final Faults faults = new Faults();

  private TrainingJobTranslation(TrainingJobRequest request, Limits limits) {
    this.request = request;
    this.limits = limits;
  }

  static JobSpec translate(TrainingJobRequest request, Context context) {
    return new TrainingJobTranslation(request, context.limits()).translate(context);
  }

  static JobSpec restore(TrainingJobRequest request, String jobId) {
    return new TrainingJobTranslation(request, Limits.NONE).restore(jobId);
  }

  static JobSpec revise(TrainingJobRequest request, String jobId, int samples, Limits limits) {
    TrainingJobTranslation revised = new TrainingJobTranslation(request, limits);
    JobSpec spec = revised.restore(jobId);
    revised.requireWithinLimits(spec, samples);
    return spec;
  }

  private JobSpec restore(String jobId) {
    NetworkSpec network = request.network().toSpec(limits);
    Cost cost = Names.COSTS.get("cost", request.cost());
    TrainingSpec training = training(network, cost, request.optimizer().toSpec());
    DatasetRequest validation = request.validation();
    DataOrigin source = restored(jobId, "dataset", request.dataset());
    DataOrigin restored = validation == null ? null : restored(jobId, "validation", validation);
    DataSpec data = data(source, restored);
    faults.throwIfAny();
    return new JobSpec(
        Captions.restore(request.name(), request.notes(), request.tags()),
        faults.need(training),
        trace(),
        faults.need(data));
  }

  private static DataOrigin restored(String jobId, String member, DatasetRequest dataset) {
    return dataset.restore(samples -> DataOrigin.Attached.of(jobId, member, samples));
  }

  private TraceSpec trace() {
    return request.trace() == null ? TraceSpec.of(TracePolicy.thinned()) : request.trace().toSpec();
  }

  private JobSpec translate(Context context) {
    Caption caption = Captions.toSpec(request.name(), request.notes(), request.tags(), faults);
    NetworkSpec network = faults.part("network", request.network(), given -> given.toSpec(limits));
    Cost cost = faults.part("", request.cost(), name -> Names.COSTS.get("cost", name));
    Optimizer optimizer = faults.part("optimizer", request.optimizer(), OptimizerRequest::toSpec);
    TrainingSpec training = training(network, cost, optimizer);
    GivenDataset data = dataset("dataset", request.dataset(), network, cost, context);
    GivenDataset validation = dataset("validation", request.validation(), network, cost, context);
    DataSpec dataSpec =
        data(
            data == null ? ANY_SOURCE : data.source(),
            validation == null ? null : validation.source());
    TraceSpec trace = faults.part("trace", this::trace);
    faults.part("notify", request.notification(), given -> given.toSpec(context));
    faults.throwIfAny();
    requireComplete(network, cost, optimizer, data);
    JobSpec spec =
        new JobSpec(caption, faults.need(training), faults.need(trace), faults.need(dataSpec));
    requireWithinLimits(spec, faults.need(data).data().samples());
    return spec;
  }

  private @Nullable TrainingSpec training(
      @Nullable NetworkSpec network, @Nullable Cost cost, @Nullable Optimizer optimizer) {
    int epochs = requireNonNullElse(request.epochs(), Passes.DEFAULT_EPOCHS);
    Limits.range(faults, "epochs", epochs, limits.epochs());
    LearningRateSchedule schedule =
        faults.part(
            "learningRateSchedule", request.learningRateSchedule(), ScheduleRequest::toSpec);
    EarlyStopping stopping =
        faults.part("earlyStopping", request.earlyStopping(), EarlyStoppingRequest::toSpec);
    Parameters parameters =
        network == null
            ? null
            : faults.part(
                "parameters",
                request.parameters(),
                layers -> LayerParametersRequest.toSpec(layers, network));
    Objective objective = faults.<Objective>part("", () -> objective(cost));
    UpdateRule rule = faults.<UpdateRule>part("", () -> rule(optimizer, schedule));
    Passes passes = faults.<Passes>part("", () -> passes(epochs, stopping));
    return network == null || objective == null || rule == null || passes == null
        ? null
        : new TrainingSpec(
            network,
            objective,
            rule,
            passes,
            new Start(requireNonNullElse(request.seed(), 0L), parameters));
  }

  private Objective objective(@Nullable Cost cost) {
    ClassWeights weights = faults.part("", request.classWeights(), ClassWeightsRequest::toSpec);
    return new Objective(
        requireNonNullElse(cost, Cost.QUADRATIC),
        requireNonNullElse(request.l2(), 0.0),
        requireNonNullElse(request.l1(), 0.0),
        weights);
  }

  private UpdateRule rule(@Nullable Optimizer optimizer, @Nullable LearningRateSchedule schedule) {
    return new UpdateRule(
        requireNonNullElse(optimizer, ANY_OPTIMIZER),
        requireNonNullElse(schedule, new LearningRateSchedule.Constant()),
        warmupSteps(),
        requireNonNullElse(faults.<Clipping>part("", this::clipping), Clipping.NONE),
        request.maxNorm());
  }

  private Clipping clipping() {
    String scope = request.gradientClipScope();
    Clipping.Scope known =
        scope == null ? Clipping.Scope.GLOBAL : Names.CLIP_SCOPES.get("gradientClipScope", scope);
    faults.unless(
        scope == null || request.gradientClipNorm() != null,
        "gradientClipScope",
        "says what gradientClipNorm is the norm of, and there is none");
    return new Clipping(request.gradientClipValue(), request.gradientClipNorm(), known);
  }

  private int warmupSteps() {
    ScheduleRequest schedule = request.learningRateSchedule();
    return schedule == null ? 0 : requireNonNullElse(schedule.warmupSteps(), 0);
  }

  private Passes passes(int epochs, @Nullable EarlyStopping stopping) {
    return new Passes(
        requireNonNullElse(request.batchSize(), Passes.DEFAULT_BATCH_SIZE),
        Math.max(1, epochs),
        requireNonNullElse(request.shuffle(), true),
        requireNonNullElse(request.dropLastBatch(), false),
        stopping);
  }

  /** A dataset of the request, checked against network and cost as far as these are valid. */
  private @Nullable GivenDataset dataset(
      String pointer,
      @Nullable DatasetRequest given,
      @Nullable NetworkSpec network,
      @Nullable Cost cost,
      Context context) {
    GivenDataset data = faults.part(pointer, given, dataset -> dataset.toSpec(context));
    if (data == null || network == null) {
      return data;
    }
    GivenDataset fitting = faults.part(pointer, data, dataset -> dataset.fitting(network));
    if (fitting != null && cost != null && !scalesTargets()) {
      faults.within(pointer, () -> fitting.requireTargetsOf(cost, fitting.data().samples()));
    }
    return data;
  }

  /** Whether targets are scaled before the cost sees them. */
  private boolean scalesTargets() {
    String scaling = request.targetScaling();
    return scaling != null && Names.SCALINGS.byName().get(scaling) != Scaling.NONE;
  }

  private @Nullable DataSpec data(DataOrigin data, @Nullable DataOrigin validation) {
    Scaling scaling =
        faults.part("", request.scaling(), name -> Names.SCALINGS.get("scaling", name));
    Scaling targetScaling =
        faults.part("", request.targetScaling(), name -> Names.SCALINGS.get("targetScaling", name));
    return faults.<DataSpec>part(
        "",
        () ->
            new DataSpec(
                data,
                requireNonNullElse(scaling, Scaling.NONE),
                requireNonNullElse(targetScaling, Scaling.NONE),
                requireNonNullElse(request.validationFraction(), 0.0),
                validation));
  }

  private void requireComplete(@Nullable Object... parts) {
    for (Object part : parts) {
      faults.need(part);
    }
  }

  private void requireWithinLimits(JobSpec spec, int samples) {
    TrainingSpec training = spec.training();
    int batch = Math.min(training.batchSize(), samples);
    faults.within("batchSize", () -> limits.requireBatch(batch, training.network()));
    long steps = Math.max(1, training.passes().steps(samples));
    long kept = spec.trace().steps().points(steps);
    long numbers = kept * training.network().depth() * Metric.values().length;
    faults.unless(
        numbers <= limits.traceNumbers(),
        "trace",
        "would hold %d numbers, at most %d are kept",
        numbers,
        limits.traceNumbers());
    faults.throwIfAny();
  }
}
