package dev.gradtrace.web.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.job.Progress;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "Progress", description = "How far a job has come.")
public record ProgressView(
    @Schema(
            description =
                "The epoch of the last step; 0 before the first. Null of a run that is trained elsewhere.")
        @Nullable Integer epoch,
    @Schema(description = "Epochs asked for; null of a run that is trained elsewhere.")
        @Nullable Integer epochs,
    @Schema(description = "Number of the last step; 0 before the first.") long step,
    @Schema(
            description =
                "Steps of the whole run, if nothing stops it; null of a run that is trained elsewhere.")
        @Nullable Long steps,
    @Schema(
            description =
                "Share of the steps that is done, in [0, 1]; null of a run that is trained elsewhere.")
        double fraction,
    @Schema(description = "Over the last seconds; null while unknown.") double samplesPerSecond,
    @Schema(description = "At the present speed; null while unknown.") double remainingSeconds) {

  public static ProgressView of(Progress progress) {
    if (progress.isElsewhere()) {
      long step = Math.max(0, progress.step());
      return new ProgressView(null, null, step, null, Double.NaN, Double.NaN, Double.NaN);
    }
    return new ProgressView(
        progress.epoch(),
        progress.epochs(),
        progress.step(),
        progress.steps(),
        progress.fraction(),
        progress.samplesPerSecond(),
        progress.remainingSeconds());
  }
}
