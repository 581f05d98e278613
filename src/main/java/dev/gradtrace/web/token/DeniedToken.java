package dev.gradtrace.web.token;

import dev.gradtrace.web.access.Denial;
import org.springframework.security.core.AuthenticationException;

/** Carries a denial through Spring Security's filters. */
final class DeniedToken extends AuthenticationException {

  private static final long serialVersionUID = 1L;

  private final Denial denial;

  DeniedToken(Denial denial) {
    super(denial.getBody().getDetail(), denial);
    this.denial = denial;
  }

  Denial denial() {
    return denial;
  }
}
