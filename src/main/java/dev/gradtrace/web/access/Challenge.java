package dev.gradtrace.web.access;

import dev.gradtrace.access.Role;
import java.util.Locale;
import org.springframework.http.HttpHeaders;

/** Refusals with {@code WWW-Authenticate} as in RFC 6750. */
public final class Challenge {

  private static final String BEARER = "Bearer realm=\"gradtrace\"";

  private Challenge() {}

  /** No token was shown. */
  public static Denial missing() {
    return Denial.unauthenticated(BEARER, "A token is asked for here, in Authorization: Bearer …");
  }

  /** The token is unknown or no longer valid. */
  public static Denial invalid(String detail) {
    return Denial.unauthenticated(BEARER + ", error=\"invalid_token\"", detail);
  }

  /** The token does not permit this. */
  public static Denial insufficient(Role role, String detail) {
    return Denial.forbidden(detail)
        .with(
            HttpHeaders.WWW_AUTHENTICATE,
            BEARER + ", error=\"insufficient_scope\", scope=\"gradtrace:" + word(role) + "\"");
  }

  /** A role as spelled in token files and tokens. */
  public static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
