package dev.gradtrace.web.operation;

import dev.gradtrace.validation.InvalidSpec;

/**
 * Which part of a list is asked for.
 *
 * @param limit at most so many, at least 1; more than {@value #MAX_LIMIT} are not given, as a rule
 */
public record PageRequest(int limit) {

  static final int MAX_LIMIT = 100;
  public static final String DEFAULT_LIMIT = "20";
  public static final long DEFAULT = Long.parseLong(DEFAULT_LIMIT);
  public static final String LIMIT_DESCRIPTION =
      "At most so many, at least 1; more than 100 are not given.";
  public static final String AFTER_DESCRIPTION = "Only those that follow the one with this id.";

  /**
   * The page asked for.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if the limit is below 1
   */
  public static PageRequest of(long limit) {
    return of(limit, MAX_LIMIT);
  }

  /** The page asked for where up to {@code most} are given at once. */
  public static PageRequest of(long limit, int most) {
    if (limit < 1) {
      throw InvalidSpec.malformed("limit", "must be at least 1, was %d", limit);
    }
    return new PageRequest((int) Math.min(limit, most));
  }
}
