package dev.gradtrace.web.query;

import dev.gradtrace.validation.Faults;
import jakarta.servlet.http.HttpServletRequest;

/**
 * What is wrong with a query for one resource and would be right for another. Asked when a query is
 * refused anyway, so that all of its faults are told at once.
 */
@FunctionalInterface
public interface FurtherFaults {

  /** Adds what a request that one of these knows asks for in vain. */
  void find(HttpServletRequest request, Faults faults);
}
