package dev.gradtrace.web.server;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Under which names the service is asked, by which pages, and through which proxies.
 *
 * @param allowedHosts names for {@link Hosts}; null where no setting has them
 * @param allowedOrigins pages for {@link Origins}
 * @param embedOrigins pages that may show the charts of {@code /embed} in a frame, and nothing else
 * @param trustedProxies addresses for {@link TrustedProxies}
 */
@ConfigurationProperties("gradtrace.security")
record NetworkAccess(
    @Nullable List<String> allowedHosts,
    @DefaultValue({}) List<String> allowedOrigins,
    @DefaultValue({}) List<String> embedOrigins,
    @DefaultValue({}) List<String> trustedProxies) {

  Origins origins() {
    return new Origins("allowedOrigins", allowedOrigins);
  }

  /** What every answer says to browsers. */
  AnswerHeaders headers() {
    return new AnswerHeaders(origins(), new Origins("embedOrigins", embedOrigins));
  }

  TrustedProxies proxies() {
    return new TrustedProxies(trustedProxies);
  }
}
