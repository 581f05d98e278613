package dev.gradtrace.web.media;

import dev.gradtrace.contract.Names;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.plot.Picture;
import dev.gradtrace.plot.Size;
import dev.gradtrace.plot.Sketch;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The size of a picture; absent values are left to the picture. */
public record PictureQuery(
    @Parameter(description = "Of a picture: its width in pixels.") @Min(Size.LEAST) @Max(Size.MOST) @Nullable Integer width,
    @Parameter(description = "Of a picture: its height in pixels.") @Min(Size.LEAST) @Max(Size.MOST) @Nullable Integer height) {

  public static final String IMAGE_SVG = "image/svg+xml";

  /**
   * The metric to draw: the requested one, else {@code deltaLog10}.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if there are several, or the name is unknown
   */
  public static Metric metric(@Nullable List<String> names) {
    if (names == null || names.isEmpty()) {
      return Metric.DELTA_LOG10;
    }
    if (names.size() > 1) {
      throw InvalidSpec.malformed("metrics", "must be one for a picture, were %d", names.size());
    }
    return Names.METRICS.get("metrics", names.get(0));
  }

  /** Adds a fault if the size is out of bounds. */
  public void check(Faults faults) {
    faults.within("", () -> size(new Size(Size.LEAST, Size.LEAST)));
  }

  /**
   * The picture at the size that is asked for.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if that is out of bounds
   */
  public Sketch sketch(Picture picture) {
    return picture.sketch(size(picture.preferredSize()));
  }

  private Size size(Size preferred) {
    return new Size(
        width == null ? preferred.width() : width, height == null ? preferred.height() : height);
  }
}
