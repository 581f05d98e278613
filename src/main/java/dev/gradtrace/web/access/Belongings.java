package dev.gradtrace.web.access;

import java.util.Optional;

/** Things under one path that belong to whoever created them. */
public interface Belongings {

  /**
   * Whom something belongs to.
   *
   * @param owner empty for what was created before tokens were asked for
   */
  record Ownership(Optional<String> owner) {}

  /** The path of their list; behind it and a slash stands the id of one. */
  String path();

  /** Whom one belongs to; empty where there is none with this id, or it is everyone's. */
  Optional<Ownership> of(String id);

  /** What is said where there is none with this id. */
  RuntimeException unknown(String id);
}
