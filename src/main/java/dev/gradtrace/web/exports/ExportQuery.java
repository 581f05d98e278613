package dev.gradtrace.web.exports;

import dev.gradtrace.contract.Named;
import dev.gradtrace.interchange.onnx.export.Precision;
import dev.gradtrace.interchange.tensorboard.Part;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The requested kind of file. */
record ExportQuery(
    @Parameter(
            description = "What kind of file.",
            required = true,
            schema =
                @Schema(
                    type = "string",
                    allowableValues = {"tensorboard", "safetensors", "onnx", "keras", "html"}))
        @Nullable String format,
    @Parameter(
            description = "Of onnx: in how many bits it computes; float64 if absent.",
            schema =
                @Schema(
                    type = "string",
                    allowableValues = {"float64", "float32"}))
        @Nullable String precision,
    @Parameter(
            description =
                "Of safetensors: how tensors are named; if absent, gradtrace, but as they were sent where the run is trained elsewhere.",
            schema =
                @Schema(
                    type = "string",
                    allowableValues = {"gradtrace", "torch"}))
        @Nullable String names) {

  /**
   * @param after of an event file, only the part after this step
   * @throws dev.gradtrace.validation.InvalidSpec for each parameter that does not fit
   */
  ExportSpec toSpec(@Nullable Long after) {
    Faults faults = new Faults();
    Format chosen = faults.<Format>part("", () -> Format.named(format));
    Precision bits =
        precision == null
            ? Precision.FLOAT64
            : faults.<Precision>part("", () -> ExportSpec.PRECISIONS.get("precision", precision));
    @Nullable TensorNames naming =
        names == null
            ? null
            : faults.<TensorNames>part("", () -> ExportSpec.NAMES.get("names", names));
    if (after != null && after < Part.NOTHING) {
      faults.malformed("after", "must be at least %d, was %d", Part.NOTHING, after);
    }
    if (chosen != null) {
      requireOf(chosen, Format.ONNX, "precision", precision, faults);
      requireOf(chosen, Format.SAFETENSORS, "names", names, faults);
      requireOf(chosen, Format.TENSORBOARD, "after", after, faults);
    }
    faults.throwIfAny();
    return new ExportSpec(faults.need(chosen), faults.need(bits), naming, after);
  }

  private static void requireOf(
      Format chosen, Format owner, String pointer, @Nullable Object given, Faults faults) {
    if (given != null && chosen != owner) {
      faults.malformed(
          pointer, "belongs to %s; %s has none", Named.word(owner), Named.word(chosen));
    }
  }
}
