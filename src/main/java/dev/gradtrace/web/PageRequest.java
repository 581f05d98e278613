package dev.gradtrace.web;

import dev.gradtrace.validation.Faults;

/**
 * Which part of a list is asked for.
 *
 * @param limit at most so many, at least 1; more than {@value #MAX_LIMIT} are not given
 */
record PageRequest(int limit) {

  static final int MAX_LIMIT = 100;
  static final String DEFAULT_LIMIT = "20";
  static final String LIMIT_DESCRIPTION =
      "At most so many, at least 1; more than 100 are not given.";
  static final String AFTER_DESCRIPTION = "Only those that follow the one with this id.";

  PageRequest {
    int asked = limit;
    Faults.check(
        faults -> {
          if (asked < 1) {
            faults.malformed("limit", "must be at least 1, was %d", asked);
          }
        });
    limit = Math.min(limit, MAX_LIMIT);
  }
}
