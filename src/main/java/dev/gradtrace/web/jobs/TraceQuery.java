package dev.gradtrace.web.jobs;

import dev.gradtrace.contract.Family;
import dev.gradtrace.contract.Names;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.TraceSelection;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.web.media.PictureQuery;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which part of a gradient trace is requested; absent parameters do not restrict it. */
record TraceQuery(
    @Parameter(description = "Names of metrics, separated by commas; default: all.")
        @OneOf(family = Family.METRIC)
        @Nullable List<String> metrics,
    @Parameter(description = "Numbers of layers from 1, separated by commas; default: all.") @Min(1) @Nullable List<Integer> layers,
    @Parameter(description = "First step.") @Nullable Long fromStep,
    @Parameter(description = "Last step.") @Nullable Long toStep,
    @Parameter(description = "At most so many steps, at least 2, spread evenly.") @Min(2) @Nullable Integer maxPoints) {

  /**
   * The part of the trace to read.
   *
   * @throws dev.gradtrace.validation.InvalidSpec for each parameter that does not fit
   */
  TraceSelection selection(NetworkSpec network) {
    return selection(network, this::chosenMetrics);
  }

  /** As {@link #selection}, for the one metric that is drawn. */
  TraceSelection drawn(NetworkSpec network) {
    return selection(network, () -> List.of(PictureQuery.metric(metrics)));
  }

  private TraceSelection selection(NetworkSpec network, Supplier<List<Metric>> metrics) {
    Faults faults = new Faults();
    List<Metric> chosen = faults.<List<Metric>>part("", metrics);
    List<Integer> numbers = faults.<List<Integer>>part("", () -> chosenLayers(network));
    if (maxPoints != null && maxPoints < 2) {
      faults.malformed("maxPoints", "must be at least 2, was %d", maxPoints);
    }
    faults.throwIfAny();
    return new TraceSelection(faults.need(chosen), faults.need(numbers));
  }

  /** The requested metrics. */
  List<Metric> chosenMetrics() {
    return Names.metrics(metrics);
  }

  /** The requested layers, each once. */
  List<Integer> chosenLayers(NetworkSpec network) {
    return ChosenLayers.of(layers, network);
  }

  /** The requested steps. */
  GradientTrace chosenSteps(GradientTrace trace) {
    GradientTrace between =
        trace.between(fromStep == null ? 0 : fromStep, toStep == null ? Long.MAX_VALUE : toStep);
    return maxPoints == null ? between : between.thinnedTo(maxPoints);
  }
}
