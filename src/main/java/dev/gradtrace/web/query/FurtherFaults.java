package dev.gradtrace.web.query;

import dev.gradtrace.validation.Faults;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Finds faults in a query that depend on the addressed resource. Called when a query is refused
 * anyway, so that all its faults are reported at once.
 */
@FunctionalInterface
public interface FurtherFaults {

  /** Adds the faults of a request, if this object knows its resource. */
  void find(HttpServletRequest request, Faults faults);
}
