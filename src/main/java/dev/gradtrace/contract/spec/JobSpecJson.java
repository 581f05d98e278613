package dev.gradtrace.contract.spec;

import dev.gradtrace.contract.TrainingJobRequest;
import dev.gradtrace.contract.json.BodyReader;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.job.spec.JobSpecFormat;
import dev.gradtrace.job.spec.SpecSummary;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stores specifications in the JSON of the API: written like an answer, read like a request. Since
 * the API only grows, every later release can read them.
 */
@Component
record JobSpecJson(JsonMapper json) implements JobSpecFormat {

  @Override
  public String write(JobSpec spec) {
    return json.writeValueAsString(JobSpecView.of(spec));
  }

  @Override
  public JobSpec read(String text, String jobId) {
    return BodyReader.read(TrainingJobRequest.class, text).to(request -> request.restore(jobId));
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
