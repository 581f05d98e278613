package dev.gradtrace.tracing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Excludes Spring Boot's tracing unless an endpoint is set: none of its classes is loaded and no
 * thread started. Logs are never exported.
 */
public final class TracingSwitch implements AutoConfigurationImportFilter, EnvironmentAware {

  /** The property with the OTLP/HTTP endpoint of a trace collector. */
  public static final String ENDPOINT = "gradtrace.tracing.endpoint";

  private static final String LOGGING =
      "org.springframework.boot.opentelemetry.autoconfigure.logging.";

  private static final List<String> TRACING =
      List.of(
          "org.springframework.boot.micrometer.tracing.",
          "org.springframework.boot.opentelemetry.");

  private boolean isOn;

  @Override
  public void setEnvironment(Environment environment) {
    isOn = StringUtils.hasText(environment.getProperty(ENDPOINT));
  }

  @Override
  public boolean[] match(
      @Nullable String[] configurations, AutoConfigurationMetadata configurationMetadata) {
    boolean[] kept = new boolean[configurations.length];
    for (int i = 0; i < kept.length; i++) {
      String name = configurations[i];
      kept[i] = name == null || isWanted(name);
    }
    return kept;
  }

  private boolean isWanted(String name) {
    return isOn ? !name.startsWith(LOGGING) : TRACING.stream().noneMatch(name::startsWith);
  }
}
