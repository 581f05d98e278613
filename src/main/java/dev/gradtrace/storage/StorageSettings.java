package dev.gradtrace.storage;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much is kept.
 *
 * @param storedBytes of datasets, jobs with what they recorded, and answers, all together; about
 * @param storedShare of the room that others leave free, what one client may take, above 0 and at
 *     most 1
 */
@ConfigurationProperties("gradtrace.limits")
public record StorageSettings(
    @DefaultValue("10GB") DataSize storedBytes, @DefaultValue("0.5") double storedShare) {

  public StorageSettings {
    if (storedBytes.toBytes() <= 0) {
      throw new IllegalArgumentException("gradtrace.limits.stored-bytes must be above 0");
    }
    if (!(storedShare > 0 && storedShare <= 1)) {
      throw new IllegalArgumentException(
          "gradtrace.limits.stored-share must be above 0 and at most 1");
    }
  }
}
