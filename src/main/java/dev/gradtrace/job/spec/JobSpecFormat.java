package dev.gradtrace.job.spec;

/**
 * Serializes specifications in a form that later releases read. A stored specification is not
 * validated again, so that it stays readable whatever limits and datasets have become.
 */
public interface JobSpecFormat {

  /**
   * Writes a specification, without initial parameters too large to be shown with the job and
   * without the samples of {@link DataOrigin.Attached}.
   */
  String write(JobSpec spec);

  /**
   * Reads the specification of a job.
   *
   * @param jobId finds the samples that were left out
   */
  JobSpec read(String text, String jobId);

  /** Writes a summary. */
  String writeSummary(SpecSummary summary);

  /** Reads a summary. */
  SpecSummary readSummary(String text);
}
