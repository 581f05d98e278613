package dev.gradtrace.web.server;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * From where the service may be used.
 *
 * @param allowedHosts names for {@link Hosts}; null if not configured
 * @param allowedOrigins pages for {@link Origins}
 * @param embedOrigins origins that may show only the charts of {@code /embed} in a frame
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

  /** The security headers of answers. */
  AnswerHeaders headers() {
    return new AnswerHeaders(origins(), new Origins("embedOrigins", embedOrigins));
  }

  TrustedProxies proxies() {
    return new TrustedProxies(trustedProxies);
  }
}
