package dev.gradtrace.web.access;

import static java.util.Objects.requireNonNull;

import dev.gradtrace.access.Caller;
import dev.gradtrace.access.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Admits callers according to their role and ownership. An operation that {@link Operations} does
 * not list is for admins.
 */
public final class RoleCheck implements HandlerInterceptor {

  private static final String ID = "id";

  private final List<Belongings> belongings;
  private final Access access;

  public RoleCheck(List<Belongings> belongings, Access access) {
    this.belongings = belongings;
    this.access = access;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod) {
      Need need = Operations.of(request);
      if (need != Need.NOTHING) {
        Caller caller = Callers.known(request);
        if (caller == null) {
          throw Challenge.missing();
        }
        requireRole(caller, need == null ? Role.ADMIN : need.role());
        requireOwn(caller, need == Need.CHANGE, request);
      }
    }
    return true;
  }

  private static void requireRole(Caller caller, Role role) {
    if (!caller.role().includes(role)) {
      throw Challenge.insufficient(role, "This takes the role " + Challenge.word(role) + ".");
    }
  }

  /**
   * Refuses access to what another owner created: with 404 if the caller may not see it, else with
   * 403 if they want to change it.
   */
  private void requireOwn(Caller caller, boolean changes, HttpServletRequest request) {
    if (caller.role() == Role.ADMIN || !(changes || access.ownOnly())) {
      return;
    }
    String path =
        (String)
            requireNonNull(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    for (Belongings kind : belongings) {
      if (kind.paths().stream().anyMatch(before -> path.startsWith(before + "/{" + ID + "}"))) {
        String id = id(request);
        boolean others =
            !kind.isEveryones(id) && !requireNonNull(caller.owner()).equals(kind.owner(id));
        if (others && access.ownOnly()) {
          throw kind.unknown(id);
        }
        if (others) {
          throw Challenge.insufficient(
              Role.ADMIN, "Only who created it, and the role admin, may change this.");
        }
      }
    }
  }

  private static String id(HttpServletRequest request) {
    Map<?, ?> variables =
        (Map<?, ?>)
            requireNonNull(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE));
    return (String) requireNonNull(variables.get(ID));
  }
}
