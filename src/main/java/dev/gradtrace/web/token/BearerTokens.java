package dev.gradtrace.web.token;

import dev.gradtrace.access.Caller;
import dev.gradtrace.web.access.Callers;
import dev.gradtrace.web.access.Challenge;
import dev.gradtrace.web.access.Denial;
import dev.gradtrace.web.access.Presence;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Identifies the holder of a request's token: one in the file, else one signed by the issuer. */
final class BearerTokens implements AuthenticationManagerResolver<HttpServletRequest> {

  private final @Nullable TokensFile file;
  private final @Nullable Issuer issuer;
  private final InstantSource time;

  BearerTokens(@Nullable TokensFile file, @Nullable Issuer issuer, InstantSource time) {
    this.file = file;
    this.issuer = issuer;
    this.time = time;
  }

  /** Whether tokens are required. */
  boolean any() {
    return file != null || issuer != null;
  }

  @Override
  public AuthenticationManager resolve(HttpServletRequest request) {
    return shown -> authenticated(request, shown);
  }

  private Authentication authenticated(HttpServletRequest request, Authentication shown) {
    try {
      String token = ((BearerTokenAuthenticationToken) shown).getToken();
      TokenHolder holder = find(token);
      Callers.know(request, new Presence(holder.caller(), () -> isStillOf(holder, token)));
      return new KnownCaller(holder.caller());
    } catch (Denial denial) {
      throw new DeniedToken(denial);
    }
  }

  /**
   * The holder of a token.
   *
   * @throws Denial if there is none
   */
  private TokenHolder find(String token) {
    Caller caller = file == null ? null : file.find(token);
    if (caller != null) {
      return new TokenHolder(caller, Instant.MAX);
    }
    if (issuer == null || !Issuer.isSigned(token)) {
      throw Challenge.invalid("The token is not known here.");
    }
    return issuer.find(token);
  }

  /**
   * Whether a token still has the same holder; an issuer that does not answer is taken to confirm
   * it.
   */
  private boolean isStillOf(TokenHolder holder, String token) {
    if (!time.instant().isBefore(holder.expires())) {
      return false;
    }
    try {
      return find(token).caller().equals(holder.caller());
    } catch (Denial denial) {
      return denial.getStatusCode().is5xxServerError();
    }
  }
}
