package dev.gradtrace.web.jobs;

import dev.gradtrace.contract.OneOf;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.StatusTransition;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Schema(name = "StatusTransition", description = "A job came to a new status.")
public record StatusTransitionView(
    @Schema(description = "Where the job stands; the last three are final.") @OneOf(JobStatus.class)
        String status,
    @Schema(description = "RFC 3339, UTC.") Instant at,
    @Schema(description = "Why; null where the status says it all.") @Nullable String message) {

  public static StatusTransitionView of(StatusTransition transition) {
    return new StatusTransitionView(
        transition.status().label(), transition.at(), transition.message());
  }
}
