package dev.gradtrace.storage;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much is stored.
 *
 * @param storedBytes most bytes of datasets, jobs with their recordings, and stored answers, all
 *     together; approximate
 * @param storedShare share of the room left by other clients that one client may take, above 0 and
 *     at most 1
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
