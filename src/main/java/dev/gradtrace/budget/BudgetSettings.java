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
 */
@ConfigurationProperties("gradtrace.budget")
public record BudgetSettings(
    @DefaultValue("0.5") double memoryShare,
    @DefaultValue("2s") Duration patience,
    @DefaultValue("0") int looks) {

  private static final double LARGEST_SHARE = 0.9;

  public BudgetSettings {
    InvalidSpec.unless(
        memoryShare > 0 && memoryShare <= LARGEST_SHARE,
        "memoryShare",
        "must be above 0 and at most %s, was %s",
        LARGEST_SHARE,
        memoryShare);
    InvalidSpec.unless(!patience.isNegative(), "patience", "must be at least 0, was %s", patience);
    InvalidSpec.unless(looks >= 0, "looks", "must be at least 0, was %d", looks);
  }
}
