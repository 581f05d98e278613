package dev.gradtrace.web.diagnoses;

import dev.gradtrace.experiment.Effect;
import io.swagger.v3.oas.annotations.media.Schema;

@Schema(name = "Effect", description = "What a remedy has done, beside the same job without it.")
record EffectView(
    @Schema(description = "The experiment in which it was tried.") String experimentId,
    @Schema(description = "The run with the remedy.") String runId,
    @Schema(description = "What both are judged by, at the end of the run.") String metric,
    @Schema(description = "Whether at least a tenth of what is wrong is gone.") boolean helped,
    @Schema(description = "Without the remedy; null if that diverged.") double before,
    @Schema(description = "With it; null if that diverged.") double after) {

  static EffectView of(Effect effect) {
    return new EffectView(
        effect.experimentId(),
        effect.runId(),
        effect.metric(),
        effect.helped(),
        effect.before(),
        effect.after());
  }
}
