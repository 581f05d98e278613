package dev.gradtrace.web.access;

import dev.gradtrace.access.Role;
import java.util.Locale;
import org.springframework.http.HttpHeaders;

/** What {@code WWW-Authenticate} says, RFC 6750. */
public final class Challenge {

  private static final String BEARER = "Bearer realm=\"gradtrace\"";

  private Challenge() {}

  /** No token was shown. */
  public static Denial missing() {
    return Denial.unauthenticated(BEARER, "A token is asked for here, in Authorization: Bearer …");
  }

  /** A token was shown that nobody knows, or that is no longer good. */
  public static Denial invalid(String detail) {
    return Denial.unauthenticated(BEARER + ", error=\"invalid_token\"", detail);
  }

  /** A token was shown that does not allow this. */
  public static Denial insufficient(Role role, String detail) {
    return Denial.forbidden(detail)
        .with(
            HttpHeaders.WWW_AUTHENTICATE,
            BEARER + ", error=\"insufficient_scope\", scope=\"gradtrace:" + word(role) + "\"");
  }

  /** A role as files and tokens name it. */
  public static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
