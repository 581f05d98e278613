package dev.gradtrace.web.token;

import dev.gradtrace.access.Caller;
import dev.gradtrace.web.access.Callers;
import dev.gradtrace.web.access.Challenge;
import dev.gradtrace.web.access.Denial;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Finds whose token a request shows: that of a line of the file, else one that is signed. */
final class BearerTokens implements AuthenticationManagerResolver<HttpServletRequest> {

  private final @Nullable TokensFile file;
  private final @Nullable Issuer issuer;

  BearerTokens(@Nullable TokensFile file, @Nullable Issuer issuer) {
    this.file = file;
    this.issuer = issuer;
  }

  /** Whether tokens are asked for. */
  boolean any() {
    return file != null || issuer != null;
  }

  @Override
  public AuthenticationManager resolve(HttpServletRequest request) {
    return shown -> authenticated(request, shown);
  }

  private Authentication authenticated(HttpServletRequest request, Authentication shown) {
    try {
      Caller caller = find(((BearerTokenAuthenticationToken) shown).getToken());
      Callers.know(request, caller);
      return new KnownCaller(caller);
    } catch (Denial denial) {
      throw new DeniedToken(denial);
    }
  }

  /**
   * Whose token this is.
   *
   * @throws Denial if that is nobody
   */
  private Caller find(String token) {
    Caller caller = file == null ? null : file.find(token);
    if (caller == null && issuer != null && Issuer.isSigned(token)) {
      caller = issuer.find(token);
    }
    if (caller == null) {
      throw Challenge.invalid("The token is not known here.");
    }
    return caller;
  }
}
