package dev.gradtrace.treatment;

import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.spec.PatchedBody;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.validation.InvalidSpec;
import dev.gradtrace.validation.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job and the jobs that patches make of it. */
final class RunnablePatches {

  private static final Logger LOG = LoggerFactory.getLogger(RunnablePatches.class);

  private final TrainingJobs jobs;
  private final PatchedBody body;

  /**
   * @throws Refusal if the job's data are gone
   */
  RunnablePatches(TrainingJob job, TrainingJobs jobs, Context context) {
    this.jobs = jobs;
    try {
      this.body = new PatchedBody(job, context);
      jobs.check(body.asItIs());
    } catch (InvalidSpec e) {
      throw Diagnoses.dataGone();
    }
  }

  JobSpec asItIs() {
    return body.asItIs();
  }

  /** The job with a remedy applied; null if that cannot be run. */
  @Nullable JobSpec apply(Remedy remedy) {
    try {
      JobSpec spec = body.with(remedy.patch());
      jobs.check(spec);
      return spec;
    } catch (InvalidSpec e) {
      LOG.warn("The remedy “{}” is left out: {}", remedy.title(), e.getMessage());
      return null;
    }
  }
}
