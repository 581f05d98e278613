package dev.gradtrace.web.jobs;

import dev.gradtrace.job.Progress;
import io.swagger.v3.oas.annotations.media.Schema;

@Schema(name = "Progress", description = "How far a job has come.")
record ProgressView(
    @Schema(description = "The epoch of the last step; 0 before the first.") int epoch,
    @Schema(description = "Epochs asked for.") int epochs,
    @Schema(description = "Number of the last step; 0 before the first.") long step,
    @Schema(description = "Steps of the whole run, if nothing stops it.") long steps,
    @Schema(description = "Share of the steps that is done, in [0, 1].") double fraction,
    @Schema(description = "Over the last seconds; null while unknown.") double samplesPerSecond,
    @Schema(description = "At the present speed; null while unknown.") double remainingSeconds) {

  static ProgressView of(Progress progress) {
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
