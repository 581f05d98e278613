package dev.gradtrace.web.access;

import dev.gradtrace.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Who a request comes from. */
public final class Callers {

  private static final String ATTRIBUTE = Callers.class.getName();
  private static final String PRESENCE = Presence.class.getName();

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

  /** Whoever it is, for as long as they are known. */
  public static Presence presence(HttpServletRequest request) {
    Presence known = (Presence) request.getAttribute(PRESENCE);
    return known == null ? Presence.lasting(of(request)) : known;
  }

  /** Keeps whose token a request has shown. */
  public static void know(HttpServletRequest request, Caller caller) {
    request.setAttribute(ATTRIBUTE, caller);
  }

  /** Keeps whose token a request has shown, and how to ask whether it is still good. */
  public static void know(HttpServletRequest request, Presence presence) {
    know(request, presence.caller());
    request.setAttribute(PRESENCE, presence);
  }

  /** Has a request come from whoever another one comes from. */
  public static void pass(HttpServletRequest from, HttpServletRequest to) {
    to.setAttribute(ATTRIBUTE, from.getAttribute(ATTRIBUTE));
    to.setAttribute(PRESENCE, from.getAttribute(PRESENCE));
  }
}
