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
 * @param trustedProxies addresses for {@link TrustedProxies}
 */
@ConfigurationProperties("gradtrace.security")
record NetworkAccess(
    @Nullable List<String> allowedHosts,
    @DefaultValue({}) List<String> allowedOrigins,
    @DefaultValue({}) List<String> trustedProxies) {

  Origins origins() {
    return new Origins(allowedOrigins);
  }

  TrustedProxies proxies() {
    return new TrustedProxies(trustedProxies);
  }
}
