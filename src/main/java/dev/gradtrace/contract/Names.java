package dev.gradtrace.contract;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.notification.Topic;
import dev.gradtrace.training.Clipping;
import dev.gradtrace.training.EarlyStopping;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.GivenName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names of values in JSON, and the rules for names given by users. */
public final class Names {

  public static final Named<Cost> COSTS = Named.of("cost", Cost.class);

  public static final Named<Metric> METRICS = Named.of("metric", Metric.values(), Metric::label);

  public static final Named<Tensor> TENSORS =
      Named.of("kind of distribution", Tensor.values(), Tensor::label);

  public static final Named<JobStatus> STATUSES = Named.of("status", JobStatus.class);

  static final Named<Topic> TOPICS = Named.of("event", Topic.class);

  static final Named<Scaling> SCALINGS = Named.of("scaling", Scaling.class);

  static final Named<Clipping.Scope> CLIP_SCOPES = Named.of("scope", Clipping.Scope.class);

  static final Named<EarlyStopping.StoppingMetric> STOPPING_METRICS =
      Named.of("metric of early stopping", EarlyStopping.StoppingMetric.class);

  private Names() {}

  /**
   * The metrics with these names, each once; all if none is given.
   *
   * @throws dev.gradtrace.validation.InvalidSpec at {@code metrics}, for each unknown name
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
    return chosen.stream().distinct().toList();
  }

  /** Adds a fault if {@code name} is not a valid {@link GivenName}. */
  public static void requireName(String name, Faults faults) {
    requireText("name", name, GivenName.LONGEST, faults);
  }

  /**
   * Adds a fault if a text is blank, longer than {@code longest} characters, or has control
   * characters.
   */
  public static void requireText(String pointer, String text, int longest, Faults faults) {
    String fault = GivenName.fault(text, longest);
    if (fault != null) {
      faults.unless(false, pointer, "%s", fault);
    }
  }
}
