package dev.gradtrace.web.experiments;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.experiment.Run;
import dev.gradtrace.job.JobOutcome;
import dev.gradtrace.job.JobResult;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.web.jobs.JobResultView;
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
    @Schema(description = "What people call the cell; absent where the factors say all.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String title,
    @Schema(description = "What is set in the body of the job, by pointer; null if removed.")
        Map<String, JsonNode> factors,
    @Schema(description = "The seed of the job.") long seed,
    @Schema(description = "Its training job; null if that was deleted.") @Nullable String jobId,
    @Schema(description = "Where the job stands, or that it was deleted.")
        @OneOf(value = JobStatus.class, also = DELETED)
        String status,
    @Schema(description = "The result of the job; null before there is one.")
        @Nullable JobResultView summary) {

  private static final String DELETED = "deleted";

  static RunView of(Run run, @Nullable String title, Map<String, JsonNode> factors) {
    JobOutcome outcome = run.outcome();
    JobResult result = outcome == null ? null : outcome.result();
    return new RunView(
        run.id(),
        run.cell(),
        title,
        factors,
        run.seed(),
        run.jobId(),
        status(run),
        result == null ? null : JobResultView.of(result));
  }

  /** The status of a run's job, or that it was deleted. */
  static String status(Run run) {
    return run.outcome() == null ? DELETED : run.outcome().status().label();
  }
}
