package dev.gradtrace.job.spec;

/**
 * How specifications are written down: in words that later versions of the service understand. What
 * a job was given once is read again whatever limits and datasets have become.
 */
public interface JobSpecFormat {

  /**
   * Writes a specification; initial parameters that are not shown with the job are left out, as are
   * the samples of {@link DataOrigin.Attached}.
   */
  String write(JobSpec spec);

  /**
   * Reads the specification of a job.
   *
   * @param jobId names the samples that were left out
   */
  JobSpec read(String text, String jobId);

  /** Writes what lists show of a specification. */
  String writeSummary(SpecSummary summary);

  /** Reads what lists show of a specification. */
  SpecSummary readSummary(String text);
}
