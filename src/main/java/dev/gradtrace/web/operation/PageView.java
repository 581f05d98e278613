package dev.gradtrace.web.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

@JsonInclude(JsonInclude.Include.ALWAYS)
public record PageView<T>(
    @Schema(description = "In the order of the list.") List<T> data,
    @Schema(description = "Whether others follow.") boolean hasMore,
    @Schema(description = "Relative link to those that follow; null where none do.")
        @Nullable String next) {

  /**
   * A page of a list.
   *
   * @param list the link to the first page, with its filters
   */
  public static <T extends HasId> PageView<T> of(
      List<T> data, boolean hasMore, UriComponentsBuilder list, PageRequest page) {
    String next =
        hasMore
            ? list.queryParam("limit", page.limit())
                .queryParam("after", data.get(data.size() - 1).id())
                .encode()
                .toUriString()
            : null;
    return new PageView<>(data, hasMore, next);
  }
}
