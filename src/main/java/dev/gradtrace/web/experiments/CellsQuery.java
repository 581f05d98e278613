package dev.gradtrace.web.experiments;

import dev.gradtrace.contract.Family;
import dev.gradtrace.contract.Names;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.experiment.ComparisonQuery;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What to compare. */
record CellsQuery(
    @Parameter(
            description =
                "runId of a run whose cell the others are compared with; default: the first.")
        @Nullable String baseline,
    @Parameter(
            description =
                "The training loss to reach; default: the baseline's at the end, its mean over the seeds.")
        @Nullable Double loss,
    @Parameter(description = "Names of layer metrics, separated by commas; default: all.")
        @OneOf(family = Family.METRIC)
        @Nullable List<String> metrics,
    @Parameter(
            description =
                "The step that layer metrics are of: the last recorded one up to it; default: the"
                    + " first.")
        @Nullable Long step) {

  ComparisonQuery toSpec(LongConsumer room) {
    Faults faults = new Faults();
    if (loss != null && !Double.isFinite(loss)) {
      faults.malformed("loss", "must be a finite number, was %s", loss);
    }
    faults.unless(step == null || step >= 1, "step", "must be at least 1, was %s", step);
    List<Metric> chosen = faults.<List<Metric>>part("", () -> Names.metrics(metrics));
    faults.throwIfAny();
    return new ComparisonQuery(baseline, loss, faults.need(chosen), step, room);
  }

  /** The part that a picture of one metric needs. */
  ComparisonQuery drawn(Metric metric, LongConsumer room) {
    return new CellsQuery(baseline, loss, List.of(metric.label()), step).toSpec(room);
  }
}
