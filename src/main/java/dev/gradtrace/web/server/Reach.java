package dev.gradtrace.web.server;

import static java.util.stream.Collectors.joining;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Who can reach the service; logs a warning at the start if that may be anybody.
 *
 * @param local whether the service listens on addresses of this machine only
 * @param authenticated whether tokens are required
 * @param names configured host names; null if not configured
 */
record Reach(boolean local, boolean authenticated, @Nullable List<String> names)
    implements ApplicationListener<ApplicationReadyEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(Reach.class);

  private static final List<String> AUTHENTICATION =
      List.of(
          "gradtrace.security.tokens-file",
          "spring.security.oauth2.resourceserver.jwt.issuer-uri",
          "spring.security.oauth2.resourceserver.jwt.jwk-set-uri");

  static Reach of(@Nullable InetAddress bound, NetworkAccess access, Environment settings) {
    return new Reach(
        bound != null && bound.isLoopbackAddress(),
        AUTHENTICATION.stream().anyMatch(name -> StringUtils.hasText(settings.getProperty(name))),
        access.allowedHosts());
  }

  /**
   * The hosts to answer under. If tokens are required and other machines are meant to connect, any
   * host: a page that uses DNS rebinding has no token.
   */
  Hosts hosts() {
    return new Hosts(
        names != null && !names.isEmpty()
            ? names
            : authenticated && !local ? List.of(Hosts.ANY) : List.of());
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    if (!local && !authenticated) {
      LOG.warn(
          "Whoever reaches this service may use it and delete what others stored: no tokens are"
              + " asked for (GRADTRACE_SECURITY_TOKENSFILE). It answers to {}"
              + " (GRADTRACE_SECURITY_ALLOWEDHOSTS).",
          Stream.concat(Stream.of("localhost"), hosts().allowed().stream()).collect(joining(", ")));
    }
  }
}
