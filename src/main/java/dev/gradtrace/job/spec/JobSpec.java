package dev.gradtrace.job.spec;

import dev.gradtrace.caption.Caption;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.trace.TraceSpec;
import dev.gradtrace.training.TrainingSpec;
import org.jspecify.annotations.Nullable;

/**
 * What a job shall do.
 *
 * @param caption what its user says of it, which may change
 * @param trace what is kept of the run
 */
public record JobSpec(Caption caption, TrainingSpec training, TraceSpec trace, DataSpec data) {

  /** A job of which metrics alone are kept. */
  public JobSpec(Caption caption, TrainingSpec training, TracePolicy trace, DataSpec data) {
    this(caption, training, TraceSpec.of(trace), data);
  }

  /** Given by the user; null for none. */
  public @Nullable String name() {
    return caption.name();
  }

  /** The same job under another seed. */
  public JobSpec seeded(long seed) {
    return new JobSpec(caption, training.withSeed(seed), trace, data);
  }

  /** The same job on data from elsewhere. */
  public JobSpec with(DataSpec data) {
    return new JobSpec(caption, training, trace, data);
  }

  /** The same job, of which something else is said. */
  public JobSpec with(Caption caption) {
    return new JobSpec(caption, training, trace, data);
  }
}
