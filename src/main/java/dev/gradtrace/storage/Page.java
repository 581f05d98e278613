package dev.gradtrace.storage;

import java.util.List;

/**
 * A part of a list.
 *
 * @param hasMore whether more items follow
 */
public record Page<T>(List<T> items, boolean hasMore) {

  public Page {
    items = List.copyOf(items);
  }

  /**
   * The first {@code limit} items of a list.
   *
   * @param found up to {@code limit} + 1 items; the last only shows that more follow
   */
  public static <T> Page<T> of(List<T> found, int limit) {
    return new Page<>(found.subList(0, Math.min(limit, found.size())), found.size() > limit);
  }
}
