package dev.gradtrace.web.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resources of one kind, each owned by its creator. */
public interface Belongings {

  /** Paths under which a resource has its id as the next segment. */
  List<String> paths();

  /**
   * The owner of a resource: the name of the token that created it; null if the service required no
   * tokens then.
   *
   * @throws RuntimeException as {@link #unknown} if there is none
   */
  @Nullable String owner(String id);

  /** Whether a resource is built in, and so visible to all. */
  default boolean isEveryones(String id) {
    return false;
  }

  /** The exception for an id that does not exist. */
  RuntimeException unknown(String id);
}
