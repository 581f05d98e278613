package dev.gradtrace.web.observed;

import dev.gradtrace.job.observed.ObservedStep;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What to add to a file of parameters. */
record ObservedFileQuery(
    @Parameter(description = "Of a file: η of the step, for the bound of the curvature.")
        @Nullable Double learningRate,
    @Parameter(
            description =
                "Of a file: the loss as it was measured in training; nan, inf and -inf are loss that is not finite.",
            schema = @Schema(type = "string"))
        @Nullable String trainingLoss,
    @Parameter(
            description =
                "Of a file: its modules in the order in which a signal goes through them, such as stem,body.0,head; of those with matrices all. Absent: in the order of their names, numbers as numbers, or in the only one in which the shapes fit.")
        @Nullable List<String> modules) {

  private static final Set<String> NOT_FINITE =
      Set.of("nan", "inf", "-inf", "infinity", "-infinity");

  /**
   * @param reader reads the file, in the order of modules that is told
   */
  ObservedStep toSpec(long step, byte[] file, Function<@Nullable List<String>, Parameters> reader) {
    Faults faults = new Faults();
    ObservedStepRequest.requireRate(learningRate, faults);
    Double loss = faults.<Double>part("trainingLoss", () -> loss(trainingLoss));
    Parameters parameters = faults.<Parameters>part("", () -> reader.apply(modules));
    faults.throwIfAny();
    return new ObservedStep(
        step,
        faults.need(parameters),
        ObservedStepRequest.orNone(learningRate),
        faults.need(loss),
        file);
  }

  /** A number as Python and Java write it; NaN if it is not finite, or not given. */
  private static double loss(@Nullable String text) {
    if (text == null || NOT_FINITE.contains(text.toLowerCase(Locale.ROOT))) {
      return Double.NaN;
    }
    try {
      double loss = Double.parseDouble(text);
      return Double.isFinite(loss) ? loss : Double.NaN;
    } catch (NumberFormatException e) {
      throw InvalidSpec.malformed("", "must be a number, was %s", text);
    }
  }
}
