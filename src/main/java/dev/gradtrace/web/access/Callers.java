package dev.gradtrace.web.access;

import dev.gradtrace.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Attaches the caller to a request. */
public final class Callers {

  private static final String ATTRIBUTE = Callers.class.getName();
  private static final String PRESENCE = Presence.class.getName();

  private Callers() {}

  /** The caller who showed a token, else one known by address. */
  public static Caller of(HttpServletRequest request) {
    Caller known = known(request);
    return known == null ? Caller.at(ClientAddress.of(request.getRemoteAddr())) : known;
  }

  /** The caller who showed a token; null if none was shown, or none is required. */
  static @Nullable Caller known(HttpServletRequest request) {
    return (Caller) request.getAttribute(ATTRIBUTE);
  }

  /** The caller, and whether they would still be admitted. */
  public static Presence presence(HttpServletRequest request) {
    Presence known = (Presence) request.getAttribute(PRESENCE);
    return known == null ? Presence.lasting(of(request)) : known;
  }

  /** Attaches the caller whose token was shown. */
  public static void know(HttpServletRequest request, Caller caller) {
    request.setAttribute(ATTRIBUTE, caller);
  }

  /** Attaches the caller whose token was shown, and how to check whether it is still valid. */
  public static void know(HttpServletRequest request, Presence presence) {
    know(request, presence.caller());
    request.setAttribute(PRESENCE, presence);
  }

  /** Copies the caller of one request to another. */
  public static void pass(HttpServletRequest from, HttpServletRequest to) {
    to.setAttribute(ATTRIBUTE, from.getAttribute(ATTRIBUTE));
    to.setAttribute(PRESENCE, from.getAttribute(PRESENCE));
  }
}
