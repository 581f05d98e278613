package dev.gradtrace.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.experiment.Run;
import dev.gradtrace.job.JobOutcome;
import dev.gradtrace.job.JobResult;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

@Schema(name = "ExperimentRun", description = "One cell of the grid under one seed.")
@JsonInclude(JsonInclude.Include.ALWAYS)
record RunView(
    @Schema(description = "Names the run in its experiment.") String runId,
    @Schema(description = "Number of the cell, from 0; runs of one cell differ in the seed only.")
        int cell,
    @Schema(description = "What the factors are set to, by pointer.") Map<String, JsonNode> factors,
    @Schema(description = "The seed of the job.") long seed,
    @Schema(description = "Its training job; null if that was deleted.") @Nullable String jobId,
    @Schema(
            description = "Where the job stands, or that it was deleted.",
            allowableValues = {"queued", "running", "succeeded", "failed", "cancelled", "deleted"})
        String status,
    @Schema(description = "The result of the job; null before there is one.")
        @Nullable JobResultView summary) {

  static RunView of(Run run, Map<String, JsonNode> factors) {
    JobOutcome outcome = run.outcome();
    JobResult result = outcome == null ? null : outcome.result();
    return new RunView(
        run.id(),
        run.cell(),
        factors,
        run.seed(),
        run.jobId(),
        outcome == null ? "deleted" : outcome.status().label(),
        result == null ? null : JobResultView.of(result));
  }
}
