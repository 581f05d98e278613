package dev.gradtrace.job.spec;

import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.trace.TraceSpec;
import dev.gradtrace.training.TrainingSpec;
import org.jspecify.annotations.Nullable;

/**
 * What a job shall do.
 *
 * @param name given by the user; null for none
 * @param trace what is kept of the run
 */
public record JobSpec(
    @Nullable String name, TrainingSpec training, TraceSpec trace, DataSpec data) {

  /** A job of which metrics alone are kept. */
  public JobSpec(@Nullable String name, TrainingSpec training, TracePolicy trace, DataSpec data) {
    this(name, training, TraceSpec.of(trace), data);
  }

  /** The same job under another seed. */
  public JobSpec seeded(long seed) {
    return new JobSpec(name, training.withSeed(seed), trace, data);
  }

  /** The same job on data from elsewhere. */
  public JobSpec with(DataSpec data) {
    return new JobSpec(name, training, trace, data);
  }
}
