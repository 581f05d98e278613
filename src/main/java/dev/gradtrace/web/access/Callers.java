package dev.gradtrace.web.access;

import dev.gradtrace.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Who a request comes from. */
public final class Callers {

  private static final String ATTRIBUTE = Callers.class.getName();

  private Callers() {}

  /** Whoever showed a token, else somebody at an address. */
  public static Caller of(HttpServletRequest request) {
    Caller known = known(request);
    return known == null ? Caller.at(ClientAddress.of(request.getRemoteAddr())) : known;
  }

  /** Whoever showed a token; null if none was shown, or is asked for. */
  static @Nullable Caller known(HttpServletRequest request) {
    return (Caller) request.getAttribute(ATTRIBUTE);
  }

  /** Keeps whose token a request has shown. */
  public static void know(HttpServletRequest request, Caller caller) {
    request.setAttribute(ATTRIBUTE, caller);
  }
}
