package dev.gradtrace.web.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.storage.Page;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

@JsonInclude(JsonInclude.Include.ALWAYS)
public record PageView<T>(
    @Schema(description = "In the order of the list.") List<T> data,
    @Schema(description = "Whether others follow.") boolean hasMore,
    @Schema(description = "Relative link to those that follow; null where none do.")
        @Nullable String next) {

  /**
   * The view of a page.
   *
   * @param list the link to the first page, with its filters
   */
  public static <S, T extends HasId> PageView<T> of(
      Page<S> page, Function<? super S, T> view, UriComponentsBuilder list, PageQuery asked) {
    List<T> data = page.items().stream().<T>map(view).toList();
    String next =
        page.hasMore()
            ? list.queryParam("limit", asked.size())
                .queryParam("after", data.get(data.size() - 1).id())
                .encode()
                .toUriString()
            : null;
    return new PageView<>(data, page.hasMore(), next);
  }
}
