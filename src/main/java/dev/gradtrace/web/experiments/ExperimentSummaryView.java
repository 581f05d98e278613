package dev.gradtrace.web.experiments;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.experiment.Experiment;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.web.operation.HasId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@Schema(name = "ExperimentSummary", description = "An experiment without its runs.")
@JsonInclude(JsonInclude.Include.ALWAYS)
record ExperimentSummaryView(
    @Schema(description = "Sorts by the time of creation.") String id,
    @Schema(description = "What people call it; null for nothing.") @Nullable String name,
    @Schema(description = "The question that it is to answer; null for none.")
        @Nullable String question,
    @Schema(description = "What people marked it with.") List<String> tags,
    @Schema(description = "RFC 3339, UTC.") Instant createdAt,
    @Schema(description = ExperimentSummaryView.STATUS) @OneOf(JobStatus.class) String status,
    CountsView counts,
    LinksView links)
    implements HasId {

  static final String STATUS =
      "queued until a job has begun, running until all have ended; then cancelled if any job was, failed"
          + " if all failed, succeeded otherwise. Deleted jobs do not count.";

  @Schema(name = "ExperimentCounts", description = "How many of the runs stand where.")
  record CountsView(
      @Schema(description = "Wait.") int queued,
      @Schema(description = "Run.") int running,
      @Schema(description = "Ended well.") int succeeded,
      @Schema(description = "Failed, such as those that diverged.") int failed,
      @Schema(description = "Were cancelled.") int cancelled,
      @Schema(description = "Are those whose job was deleted on its own.") int deleted) {

    static CountsView of(Experiment experiment) {
      Map<JobStatus, Integer> counts = experiment.counts();
      int left = counts.values().stream().mapToInt(Integer::intValue).sum();
      return new CountsView(
          counts.getOrDefault(JobStatus.QUEUED, 0),
          counts.getOrDefault(JobStatus.RUNNING, 0),
          counts.getOrDefault(JobStatus.SUCCEEDED, 0),
          counts.getOrDefault(JobStatus.FAILED, 0),
          counts.getOrDefault(JobStatus.CANCELLED, 0),
          experiment.runs().size() - left);
    }
  }

  @Schema(
      name = "ExperimentLinks",
      description = "Relative links to what belongs to the experiment.")
  record LinksView(
      @Schema(description = "Path of the experiment.") String self,
      @Schema(description = "Path of its comparison.") String comparison,
      @Schema(description = "Path of its export, which takes a format.") String export,
      @Schema(description = "Path of what was told of it.") String deliveries,
      @Schema(description = "Where to POST to cancel it.") String cancel) {

    static LinksView of(String id) {
      String self = ExperimentsController.PATH + "/" + id;
      return new LinksView(
          self, self + "/comparison", self + "/export", self + "/deliveries", self + "/cancel");
    }
  }

  static ExperimentSummaryView of(Experiment experiment) {
    return new ExperimentSummaryView(
        experiment.id(),
        experiment.name(),
        experiment.question(),
        experiment.caption().tags(),
        experiment.createdAt(),
        experiment.status().label(),
        CountsView.of(experiment),
        LinksView.of(experiment.id()));
  }
}
