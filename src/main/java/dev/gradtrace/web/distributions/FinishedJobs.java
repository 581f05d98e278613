package dev.gradtrace.web.distributions;

import dev.gradtrace.web.jobs.FinishedJob;
import dev.gradtrace.web.operation.Settled;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The version of a training job and the one it is compared with; constant once both have ended. */
@Component
final class FinishedJobs implements Settled.Subject {

  static final String OTHER = "with";

  private final FinishedJob jobs;

  FinishedJobs(FinishedJob jobs) {
    this.jobs = jobs;
  }

  @Override
  public @Nullable String version(String id) {
    return jobs.version(id);
  }

  @Override
  public @Nullable String version(String id, Map<String, String[]> query) {
    String[] others = query.get(OTHER);
    String own = version(id);
    if (others == null || own == null) {
      return own;
    }
    String other = version(others[0]);
    return other == null ? null : own + " " + other;
  }
}
