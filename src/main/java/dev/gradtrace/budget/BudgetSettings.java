package dev.gradtrace.budget;

import dev.gradtrace.validation.InvalidSpec;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much memory and processor time jobs and requests may use at the same time.
 *
 * @param memoryShare share of the maximum heap that jobs and requests may hold together, above 0
 *     and at most 0.9; the rest is for the service itself, datasets used last, the page cache of an
 *     H2 database, and the garbage collector
 * @param patience how long a request waits for memory or a place to compute
 * @param looks large computations of requests at the same time; 0 for the number of processors
 * @param requests requests that compute at the same time, not counting large computations; 0 for
 *     twice the number of processors, and at least eight
 * @param requestTime how long a request may compute, waiting not counted
 */
@ConfigurationProperties("gradtrace.budget")
public record BudgetSettings(
    @DefaultValue("0.5") double memoryShare,
    @DefaultValue("2s") Duration patience,
    @DefaultValue("0") int looks,
    @DefaultValue("0") int requests,
    @DefaultValue("1m") Duration requestTime) {

  /** One of these parts of the shared memory is for caches. */
  private static final int SHARES = 16;

  private static final int LEAST_REQUESTS = 8;
  private static final double LARGEST_SHARE = 0.9;

  public BudgetSettings {
    InvalidSpec.unless(
        memoryShare > 0 && memoryShare <= LARGEST_SHARE,
        "memoryShare",
        "must be above 0 and at most %s, was %s",
        LARGEST_SHARE,
        memoryShare);
    InvalidSpec.unless(!patience.isNegative(), "patience", "must be at least 0, was %s", patience);
    InvalidSpec.unless(
        !requestTime.isNegative() && !requestTime.isZero(),
        "requestTime",
        "must be above 0, was %s",
        requestTime);
    InvalidSpec.unless(looks >= 0, "looks", "must be at least 0, was %d", looks);
    InvalidSpec.unless(requests >= 0, "requests", "must be at least 0, was %d", requests);
  }

  /** The bytes that jobs and requests may hold when the maximum heap has {@code heap} bytes. */
  public long shared(long heap) {
    return (long) (heap * memoryShare) - remembered(heap);
  }

  /** The bytes that caches may hold when the maximum heap has {@code heap} bytes. */
  public long remembered(long heap) {
    return (long) (heap * memoryShare / SHARES);
  }

  /** Places for large computations: one more than a single client can take. */
  public int placesToLook(int processors) {
    return 1 + (looks == 0 ? processors : looks);
  }

  /** Places for requests that compute. */
  public int placesToAnswer(int processors) {
    return requests == 0 ? Math.max(LEAST_REQUESTS, 2 * processors) : requests;
  }
}
