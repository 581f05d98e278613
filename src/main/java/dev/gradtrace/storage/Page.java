package dev.gradtrace.storage;

import java.util.List;

/**
 * Part of a list.
 *
 * @param hasMore whether others follow
 */
public record Page<T>(List<T> items, boolean hasMore) {

  public Page {
    items = List.copyOf(items);
  }

  /**
   * The first of a list.
   *
   * @param found one more than {@code limit} if others follow, or all of them
   */
  public static <T> Page<T> of(List<T> found, int limit) {
    return new Page<>(found.subList(0, Math.min(limit, found.size())), found.size() > limit);
  }
}
