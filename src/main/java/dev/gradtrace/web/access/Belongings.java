package dev.gradtrace.web.access;

import org.jspecify.annotations.Nullable;

/** Things under one path that belong to whoever created them. */
public interface Belongings {

  /** The path of their list; behind it and a slash stands the id of one. */
  String path();

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
