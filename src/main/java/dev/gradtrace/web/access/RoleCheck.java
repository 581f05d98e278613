package dev.gradtrace.web.access;

import dev.gradtrace.access.Caller;
import dev.gradtrace.access.Role;
import dev.gradtrace.web.access.Belongings.Ownership;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Lets callers do what their role and their name allow. An operation that {@link Operations} does
 * not know is for admins.
 */
public final class RoleCheck implements HandlerInterceptor {

  private final List<Belongings> belongings;
  private final boolean ownOnly;

  public RoleCheck(List<Belongings> belongings, boolean ownOnly) {
    this.belongings = belongings;
    this.ownOnly = ownOnly;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod) {
      String path = (String) request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
      Need need = Operations.of(request.getMethod(), path);
      if (need != Need.NOTHING) {
        Caller caller = Callers.known(request);
        if (caller == null) {
          throw Challenge.missing();
        }
        requireRole(caller, need == null ? Role.ADMIN : need.role());
        requireOwn(caller, need == Need.CHANGE, path, request);
      }
    }
    return true;
  }

  private static void requireRole(Caller caller, Role role) {
    if (!caller.role().includes(role)) {
      throw Challenge.insufficient(role, "This takes the role " + Challenge.word(role) + ".");
    }
  }

  /** Refuses what is another's: as if there were none, or, if all may see it, to change it. */
  private void requireOwn(Caller caller, boolean changes, String path, HttpServletRequest request) {
    if (caller.role() == Role.ADMIN || !(changes || ownOnly)) {
      return;
    }
    for (Belongings kind : belongings) {
      if (path.startsWith(kind.path() + "/{id}")) {
        String id = id(request);
        Ownership ownership = kind.of(id).orElse(null);
        boolean others =
            ownership != null && !ownership.owner().filter(caller.client()::equals).isPresent();
        if (others && ownOnly) {
          throw kind.unknown(id);
        }
        if (others && changes) {
          throw Challenge.insufficient(
              Role.ADMIN, "Only who created it, or the role admin, may change this.");
        }
      }
    }
  }

  private static String id(HttpServletRequest request) {
    return (String)
        ((Map<?, ?>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE))
            .get("id");
  }
}
