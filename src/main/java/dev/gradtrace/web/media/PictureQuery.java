package dev.gradtrace.web.media;

import dev.gradtrace.contract.Names;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.plot.Picture;
import dev.gradtrace.plot.Size;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How large a picture shall be; what is absent is as the picture prefers it. */
public record PictureQuery(
    @Parameter(description = "Of a picture: its width in pixels.") @Min(Size.LEAST) @Max(Size.MOST) @Nullable Integer width,
    @Parameter(description = "Of a picture: its height in pixels.") @Min(Size.LEAST) @Max(Size.MOST) @Nullable Integer height) {

  /** The media type of pictures. */
  public static final String IMAGE_SVG = "image/svg+xml";

  /**
   * The metric that is drawn: the one asked for, else {@code deltaLog10}.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if there are several, or none is known by the name
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

  /** Notes a size that is too small or too large. */
  public void check(Faults faults) {
    faults.within("", () -> size(new Size(Size.LEAST, Size.LEAST)));
  }

  /**
   * The picture as SVG.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if it would be too small or too large
   */
  public String draw(Picture picture) {
    return picture.svg(size(picture.preferredSize()));
  }

  private Size size(Size preferred) {
    return new Size(
        width == null ? preferred.width() : width, height == null ? preferred.height() : height);
  }
}
