package dev.gradtrace.budget;

import dev.gradtrace.validation.InvalidSpec;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much may be in use at the same time.
 *
 * @param memoryShare share of the largest heap that jobs and requests may hold together, above 0
 *     and at most 0.9; the rest is for the service itself, datasets used last, the pages of an H2
 *     database, and what a garbage collector needs to work
 * @param patience how long a request waits for what others hold
 * @param looks large computations of requests at the same time; 0 for as many as there are
 *     processors
 * @param requests requests that compute at the same time, the large ones not counted; 0 for twice
 *     as many as there are processors, and at least eight
 * @param requestTime how long a request may compute; what it waits for does not count
 */
@ConfigurationProperties("gradtrace.budget")
public record BudgetSettings(
    @DefaultValue("0.5") double memoryShare,
    @DefaultValue("2s") Duration patience,
    @DefaultValue("0") int looks,
    @DefaultValue("0") int requests,
    @DefaultValue("1m") Duration requestTime) {

  /** Of the memory that is shared, one is for what comes again soon. */
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

  /** Bytes that jobs and requests may hold, of so many of the heap. */
  public long shared(long heap) {
    return (long) (heap * memoryShare) - remembered(heap);
  }

  /** Bytes that what comes again soon is kept in, of so many of the heap. */
  public long remembered(long heap) {
    return (long) (heap * memoryShare / SHARES);
  }

  /** Places for large computations, one more than a single client can have. */
  public int placesToLook(int processors) {
    return 1 + (looks == 0 ? processors : looks);
  }

  /** Places for all that requests compute. */
  public int placesToAnswer(int processors) {
    return requests == 0 ? Math.max(LEAST_REQUESTS, 2 * processors) : requests;
  }
}
