package dev.gradtrace.job.spec;

import dev.gradtrace.caption.Caption;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.trace.TraceSpec;
import dev.gradtrace.training.TrainingSpec;
import org.jspecify.annotations.Nullable;

/**
 * The specification of a job.
 *
 * @param caption name, notes and tags, which may change later
 * @param trace what is recorded of the run
 */
public record JobSpec(Caption caption, TrainingSpec training, TraceSpec trace, DataSpec data) {

  /** A job that records metrics only. */
  public JobSpec(Caption caption, TrainingSpec training, TracePolicy trace, DataSpec data) {
    this(caption, training, TraceSpec.of(trace), data);
  }

  /** The user's name for the job; null for none. */
  public @Nullable String name() {
    return caption.name();
  }

  /** This job with another seed. */
  public JobSpec seeded(long seed) {
    return new JobSpec(caption, training.withSeed(seed), trace, data);
  }

  /** This job with other data. */
  public JobSpec with(DataSpec data) {
    return new JobSpec(caption, training, trace, data);
  }

  /** This job with another caption. */
  public JobSpec with(Caption caption) {
    return new JobSpec(caption, training, trace, data);
  }
}
