package dev.gradtrace.web.operation;

import dev.gradtrace.validation.InvalidSpec;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** Which page of a list is requested. */
public record PageQuery(
    @Parameter(
            description = PageQuery.LIMIT_DESCRIPTION,
            schema = @Schema(defaultValue = PageQuery.DEFAULT_LIMIT))
        @Min(1) @Nullable Long limit,
    @Parameter(description = PageQuery.AFTER_DESCRIPTION) @Nullable String after) {

  public static final String LIMIT_DESCRIPTION =
      "At most so many, at least 1; more than 100 are not given.";
  public static final String AFTER_DESCRIPTION = "Only those that follow the one with this id.";
  public static final String DEFAULT_LIMIT = "20";

  private static final long DEFAULT = Long.parseLong(DEFAULT_LIMIT);
  private static final int MOST = 100;

  /**
   * Most items of the page.
   *
   * @throws InvalidSpec if the limit is below 1
   */
  public int size() {
    return size(limit == null ? DEFAULT : limit, MOST);
  }

  /**
   * Most items of a page, at most {@code most}.
   *
   * @throws InvalidSpec if the limit is below 1
   */
  public static int size(long limit, int most) {
    if (limit < 1) {
      throw InvalidSpec.malformed("limit", "must be at least 1, was %d", limit);
    }
    return (int) Math.min(limit, most);
  }
}
