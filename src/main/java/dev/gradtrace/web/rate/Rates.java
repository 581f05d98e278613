package dev.gradtrace.web.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gradtrace.access.Caller;
import dev.gradtrace.web.access.Callers;
import dev.gradtrace.web.access.Denial;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Limits the requests of each caller by a token bucket that refills evenly over a minute, and
 * reports it in {@code RateLimit} and {@code RateLimit-Policy}.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">RateLimit
 *     header fields for HTTP, draft 10</a>
 */
final class Rates implements HandlerInterceptor {

  static final String LIMIT = "RateLimit";
  static final String POLICY = "RateLimit-Policy";

  private static final Duration WINDOW = Duration.ofMinutes(1);

  /** Most callers whose buckets are kept; others start with a full one. */
  private static final int MOST_CALLERS = 100_000;

  private final Quota quota;
  private final TimeMeter time;
  private final String policy;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().expireAfterAccess(WINDOW).maximumSize(MOST_CALLERS).build();

  Rates(Quota quota, TimeMeter time) {
    this.quota = quota;
    this.time = time;
    policy = "\"requests\";q=" + quota.most() + ";w=" + WINDOW.toSeconds();
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Caller caller = Callers.of(request);
    if (quota.bounds(caller)) {
      ConsumptionProbe probe =
          buckets.get(caller.holder(), holder -> full()).tryConsumeAndReturnRemaining(1);
      response.setHeader(POLICY, policy);
      response.setHeader(
          LIMIT,
          "\"requests\";r="
              + probe.getRemainingTokens()
              + ";t="
              + seconds(probe.getNanosToWaitForReset()));
      if (!probe.isConsumed()) {
        throw Denial.tooMany(
            seconds(probe.getNanosToWaitForRefill()),
            "More requests than the " + quota.most() + " a minute that one caller may send.");
      }
    }
    return true;
  }

  private Bucket full() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(quota.most()).refillGreedy(quota.most(), WINDOW))
        .withCustomTimePrecision(time)
        .build();
  }

  /** Nanoseconds as whole seconds, rounded up. */
  private static long seconds(long nanos) {
    long second = TimeUnit.SECONDS.toNanos(1);
    return (nanos + second - 1) / second;
  }
}
