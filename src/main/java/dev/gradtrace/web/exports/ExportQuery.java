package dev.gradtrace.web.exports;

import dev.gradtrace.contract.OneOf;
import dev.gradtrace.interchange.tensorboard.Part;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What kind of file is asked for. */
record ExportQuery(
    @Parameter(description = "What kind of file.", required = true) @OneOf(Format.class)
        @Nullable String format) {

  /**
   * @param after of an event file, only what belongs to later steps
   * @throws dev.gradtrace.validation.InvalidSpec naming each parameter that makes no sense
   */
  ExportSpec toSpec(@Nullable Long after) {
    Faults faults = new Faults();
    Format chosen = faults.<Format>part("", () -> Format.named(format));
    if (after != null && after < Part.NOTHING) {
      faults.malformed("after", "must be at least %d, was %d", Part.NOTHING, after);
    }
    if (after != null && chosen != null && chosen != Format.TENSORBOARD) {
      faults.malformed("after", "belongs to tensorboard");
    }
    faults.throwIfAny();
    return new ExportSpec(faults.need(chosen), after);
  }
}
