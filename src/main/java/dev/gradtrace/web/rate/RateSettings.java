package dev.gradtrace.web.rate;

import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What each caller may ask for. Where nothing is said, callers without a token at 127.0.0.1 and ::1
 * may ask for everything.
 *
 * @param requestsPerMinute most requests in a minute, and at once after a minute without; default
 *     6000
 * @param requestsAtOnce most requests that compute or keep something, answered at the same time;
 *     default 32
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
