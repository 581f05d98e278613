package dev.gradtrace.web.token;

import com.nimbusds.jose.RemoteKeySourceException;
import dev.gradtrace.access.Caller;
import dev.gradtrace.access.Role;
import dev.gradtrace.web.access.Challenge;
import dev.gradtrace.web.access.Denial;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Callers with tokens signed by an OpenID issuer. Its metadata and keys are fetched when the first
 * token comes; while it does not answer, one request at a time waits for it.
 */
final class Issuer {

  /** Time limit for connecting to the issuer, and for its answer. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /** How long an issuer that has not answered is not asked again. */
  static final Duration REST = Duration.ofSeconds(5);

  /** Prefix of roles among a token's scopes, which may include those of other services. */
  private static final String PREFIX = "gradtrace:";

  private static final Logger LOG = LoggerFactory.getLogger(Issuer.class);

  private final JwtDecoder decoder;
  private final InstantSource time;
  private final ReentrantLock introduction = new ReentrantLock();

  private volatile boolean introduced;
  private volatile Instant restsUntil = Instant.MIN;

  Issuer(JwtDecoder decoder, InstantSource time) {
    this.decoder = decoder;
    this.time = time;
  }

  /** Whether a token has the three parts of a signed JWT. */
  static boolean isSigned(String token) {
    return token.chars().filter(character -> character == '.').count() == 2;
  }

  /**
   * The holder of a token; with the role to read if it names none.
   *
   * @throws Denial if it is invalid, or cannot be verified now
   */
  TokenHolder find(String token) {
    Jwt jwt = introduced ? decoded(token) : first(token);
    String name = jwt.getSubject();
    if (name == null || !Tokens.isName(name)) {
      throw Challenge.invalid("The token does not say whose it is.");
    }
    Role role = role(jwt);
    if (role == null) {
      throw Challenge.insufficient(Role.READ, "The token says no role of this service.");
    }
    Instant expires = jwt.getExpiresAt();
    return new TokenHolder(Caller.named(name, role), expires == null ? Instant.MAX : expires);
  }

  private Jwt first(String token) {
    try {
      if (!introduction.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw silent();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw silent();
    }
    try {
      if (time.instant().isBefore(restsUntil)) {
        throw silent();
      }
      return decoded(token);
    } finally {
      introduction.unlock();
    }
  }

  private Jwt decoded(String token) {
    try {
      Jwt jwt = decoder.decode(token);
      introduced = true;
      return jwt;
    } catch (JwtDecoderInitializationException e) {
      restsUntil = time.instant().plus(REST);
      LOG.warn("The issuer of tokens does not answer: {}", rootOf(e).toString());
      throw silent();
    } catch (JwtException e) {
      introduced = true;
      if (e.getCause() instanceof RemoteKeySourceException) {
        LOG.warn("The issuer of tokens does not tell its keys: {}", rootOf(e).toString());
        throw silent();
      }
      throw Challenge.invalid("The token is not good here: forged, foreign or too old.");
    }
  }

  private static Throwable rootOf(Throwable fault) {
    return fault.getCause() == null ? fault : rootOf(fault.getCause());
  }

  private static Denial silent() {
    return Denial.unavailable(REST.toSeconds(), "The issuer of tokens does not answer now.");
  }

  /** The highest role in {@code roles} and {@code scope}; null if there is none. */
  private static @Nullable Role role(Jwt jwt) {
    Stream<String> roles =
        words(jwt.getClaim("roles")).map(word -> word.replaceFirst("^" + PREFIX, ""));
    Stream<String> scopes =
        words(jwt.getClaim("scope"))
            .filter(word -> word.startsWith(PREFIX))
            .map(word -> word.substring(PREFIX.length()));
    return Stream.concat(roles, scopes)
        .map(Tokens::role)
        .filter(Objects::nonNull)
        .max(Role::compareTo)
        .orElse(null);
  }

  /** The words of a claim, which is a list or a text. */
  private static Stream<String> words(@Nullable Object claim) {
    if (claim instanceof Collection<?> list) {
      return list.stream().map(Objects::toString);
    }
    return claim instanceof String text
        ? Arrays.stream(text.split(" "))
        : List.<String>of().stream();
  }
}
