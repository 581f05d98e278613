package dev.gradtrace.web.server;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Under which names the service is asked, and by which pages.
 *
 * @param allowedHosts names for {@link Hosts}; null where no setting has them
 * @param allowedOrigins pages for {@link Origins}
 */
@ConfigurationProperties("gradtrace.security")
record NetworkAccess(
    @Nullable List<String> allowedHosts, @DefaultValue({}) List<String> allowedOrigins) {

  Origins origins() {
    return new Origins(allowedOrigins);
  }
}
