package dev.gradtrace.web.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Things of one kind that belong to whoever created them. */
public interface Belongings {

  /** What stands before a slash and the id of one, wherever one can be asked for. */
  List<String> paths();

  /**
   * Whom one belongs to; null where no token was asked for when it was created.
   *
   * @throws RuntimeException as {@link #unknown} if there is none
   */
  @Nullable String owner(String id);

  /** Whether one was there before anybody came. */
  default boolean isEveryones(String id) {
    return false;
  }

  /** What is said where there is none with this id. */
  RuntimeException unknown(String id);
}
