package dev.gradtrace.web.observed;

import dev.gradtrace.job.UnknownJob;
import dev.gradtrace.job.observed.ObservedRuns;
import dev.gradtrace.web.access.Belongings;
import dev.gradtrace.web.jobs.RunPaths;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Ownership of observed runs. */
@Component
final class ObservedRunOwners implements Belongings {

  private final ObservedRuns runs;

  ObservedRunOwners(ObservedRuns runs) {
    this.runs = runs;
  }

  @Override
  public List<String> paths() {
    return List.of(RunPaths.OBSERVED);
  }

  @Override
  public @Nullable String owner(String id) {
    return runs.owner(id);
  }

  @Override
  public RuntimeException unknown(String id) {
    return UnknownJob.observed();
  }
}
