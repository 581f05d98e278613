package dev.gradtrace.web.rate;

import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Request quotas of each caller. By default callers without a token at 127.0.0.1 and ::1 have none.
 *
 * @param requestsPerMinute most requests in a minute, and in a burst after a minute without any;
 *     default 6000
 * @param requestsAtOnce most requests at the same time that compute or store something; default 32
 */
@Validated
@ConfigurationProperties("gradtrace.limits")
record RateSettings(
    @Nullable @Min(1) Integer requestsPerMinute, @Nullable @Min(1) Integer requestsAtOnce) {

  private static final int REQUESTS_PER_MINUTE = 6000;
  private static final int REQUESTS_AT_ONCE = 32;

  Quota perMinute() {
    return Quota.of(requestsPerMinute, REQUESTS_PER_MINUTE);
  }

  Quota atOnce() {
    return Quota.of(requestsAtOnce, REQUESTS_AT_ONCE);
  }
}
