package dev.gradtrace.web.distributions;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.contract.Named;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.gradient.distribution.NumberFormat;
import dev.gradtrace.plot.DistributedRun;
import dev.gradtrace.plot.Picture;
import dev.gradtrace.trace.DistributionSelection;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a picture of distributions shows. */
record DrawingQuery(
    @Parameter(
            description =
                "Of a picture: ridges (default) for the sizes of the entries over the steps, underflow for the share that rounds to 0 in a format, over layers and steps.")
        @OneOf(DistributionPicture.class)
        @Nullable String view,
    @Parameter(description = "Of a picture of underflow: the number format; default: float32.")
        @OneOf(NumberFormat.class)
        @Nullable String format,
    @Parameter(description = "Of a picture: id of a second job, drawn over or below the first.")
        @Nullable String with) {

  private static final Named<NumberFormat> FORMATS = Named.of("format", NumberFormat.class);

  Picture of(List<DistributedRun> runs, DistributionSelection drawn) {
    NumberFormat chosen = format == null ? NumberFormat.FLOAT32 : FORMATS.get("format", format);
    return DistributionPicture.ALL
        .get("view", requireNonNullElse(view, DistributionPicture.DEFAULT))
        .of(runs, drawn, chosen);
  }
}
