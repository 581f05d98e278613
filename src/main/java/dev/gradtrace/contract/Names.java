package dev.gradtrace.contract;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.training.EarlyStopping;
import dev.gradtrace.validation.Faults;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names that stand for values in JSON, and the length of a name given by a user. */
public final class Names {

  public static final Named<Cost> COSTS = Named.of("cost", Cost.class);

  public static final Named<Metric> METRICS = Named.of("metric", Metric.values(), Metric::label);

  public static final Named<JobStatus> STATUSES = Named.of("status", JobStatus.class);

  static final Named<Scaling> SCALINGS = Named.of("scaling", Scaling.class);

  static final Named<EarlyStopping.StoppingMetric> STOPPING_METRICS =
      Named.of("metric of early stopping", EarlyStopping.StoppingMetric.class);

  /** Most characters of a name given by a user. */
  public static final int LONGEST = 200;

  private Names() {}

  /**
   * The metrics of these names; all if none is given.
   *
   * @throws dev.gradtrace.validation.InvalidSpec at {@code metrics}, naming each unknown one
   */
  public static List<Metric> metrics(@Nullable List<String> names) {
    if (names == null || names.isEmpty()) {
      return List.of(Metric.values());
    }
    Faults faults = new Faults();
    List<Metric> chosen = new ArrayList<>();
    for (String name : names) {
      Metric metric = faults.<Metric>part("", () -> METRICS.get("metrics", name));
      if (metric != null) {
        chosen.add(metric);
      }
    }
    faults.throwIfAny();
    return chosen;
  }

  /** Notes a {@code name} that is blank or longer than 200 characters. */
  public static void requireName(String name, Faults faults) {
    faults.unless(
        !name.isBlank() && name.length() <= LONGEST,
        "name",
        "must have 1 to %d characters and not be blank, has %d",
        LONGEST,
        name.length());
  }
}
