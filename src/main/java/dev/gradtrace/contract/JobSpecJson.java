package dev.gradtrace.contract;

import dev.gradtrace.contract.json.BodyReader;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.job.spec.JobSpecFormat;
import dev.gradtrace.job.spec.SpecSummary;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Specifications are kept in the words of the contract: written as a job shows them, read as a
 * request for a job is. A contract that only grows is a format that every later version reads.
 */
@Component
record JobSpecJson(JsonMapper json) implements JobSpecFormat {

  @Override
  public String write(JobSpec spec) {
    return json.writeValueAsString(JobSpecView.of(spec));
  }

  @Override
  public JobSpec read(String text, String jobId) {
    return BodyReader.read(TrainingJobRequest.class, text)
        .to(request -> TrainingJobTranslation.restore(request, jobId));
  }

  @Override
  public String writeSummary(SpecSummary summary) {
    return json.writeValueAsString(summary);
  }

  @Override
  public SpecSummary readSummary(String text) {
    return json.readValue(text, SpecSummary.class);
  }
}
