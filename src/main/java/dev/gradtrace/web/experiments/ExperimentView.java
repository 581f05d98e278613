package dev.gradtrace.web.experiments;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.experiment.Experiment;
import dev.gradtrace.experiment.Plan;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.web.jobs.NotifyView;
import dev.gradtrace.web.operation.HasId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Schema(name = "Experiment", description = "An experiment as it is now.")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ExperimentView(
    @Schema(description = "Sorts by the time of creation.") String id,
    @Schema(description = "What people call it; null for nothing.") @Nullable String name,
    @Schema(description = "The question that it is to answer; null for none.")
        @Nullable String question,
    @Schema(description = "What people noted; null for nothing.") @Nullable String notes,
    @Schema(description = "What people marked it with.") List<String> tags,
    @Schema(description = "RFC 3339, UTC.") Instant createdAt,
    @Schema(description = ExperimentSummaryView.STATUS) @OneOf(JobStatus.class) String status,
    ExperimentSummaryView.CountsView counts,
    @Schema(
            description =
                "Cell by cell, the last factor changing fastest, the seeds within a cell.")
        List<RunView> runs,
    @JsonProperty("notify") @Schema(description = "Null for nowhere.")
        @Nullable NotifyView notification,
    ExperimentSummaryView.LinksView links)
    implements HasId {

  private static final JsonMapper JSON = new JsonMapper();

  /** The view of an experiment without a subscription. */
  public static ExperimentView of(Experiment experiment) {
    return of(experiment, null);
  }

  static ExperimentView of(Experiment experiment, @Nullable NotifyView notification) {
    ExperimentSummaryView summary = ExperimentSummaryView.of(experiment);
    Map<Integer, Map<String, JsonNode>> settings = new LinkedHashMap<>();
    return new ExperimentView(
        summary.id(),
        summary.name(),
        summary.question(),
        experiment.caption().notes(),
        summary.tags(),
        summary.createdAt(),
        summary.status(),
        summary.counts(),
        experiment.runs().stream()
            .map(
                run ->
                    RunView.of(
                        run,
                        experiment.plan().title(run.cell()),
                        settings.computeIfAbsent(
                            run.cell(), cell -> settings(experiment.plan(), cell))))
            .toList(),
        notification,
        summary.links());
  }

  /** The values that a cell sets, by pointer. */
  public static Map<String, JsonNode> settings(Plan plan, int cell) {
    Map<String, JsonNode> settings = new LinkedHashMap<>();
    plan.settings(cell).forEach((pointer, value) -> settings.put(pointer, JSON.readTree(value)));
    return settings;
  }
}
