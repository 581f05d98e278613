package dev.gradtrace.web.access;

import dev.gradtrace.access.Caller;
import jakarta.servlet.http.HttpServletRequest;

/** Who a request comes from. */
public final class Callers {

  private Callers() {}

  public static Caller of(HttpServletRequest request) {
    return Caller.at(request.getRemoteAddr());
  }
}
