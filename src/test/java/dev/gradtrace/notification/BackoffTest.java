package dev.gradtrace.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.outgoing.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a message is sent again. */
class BackoffTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final Duration[] RECOMMENDED = {
    Duration.ofSeconds(5),
    Duration.ofMinutes(5),
    Duration.ofMinutes(30),
    Duration.ofHours(2),
    Duration.ofHours(5),
    Duration.ofHours(10),
    Duration.ofHours(14),
    Duration.ofHours(20),
    Duration.ofHours(24)
  };

  @Test
  void waitsAsRecommendedAndUpToATenthLonger() {
    Set<Duration> different = new HashSet<>();
    for (int id = 0; id < 50; id++) {
      for (int attempt = 1; attempt <= RECOMMENDED.length; attempt++) {
        Duration delay = Backoff.after("message " + id, attempt, null);
        Duration least = RECOMMENDED[attempt - 1];
        assertThat(delay).isBetween(least, least.multipliedBy(11).dividedBy(10));
        different.add(delay);
      }
    }
    assertThat(different).hasSizeGreaterThan(300);
    assertThat(Backoff.after("x", RECOMMENDED.length + 1, null)).isNull();
  }

  @Test
  void waitsAsLongAsAskedButNoLongerThanADay() {
    assertThat(Backoff.after("x", 1, Duration.ofSeconds(1))).isLessThan(Duration.ofSeconds(6));
    assertThat(Backoff.after("x", 1, Duration.ofSeconds(-9))).isLessThan(Duration.ofSeconds(6));
    assertThat(Backoff.after("x", 1, Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
    assertThat(Backoff.after("x", 1, Duration.ofDays(1000))).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void asksOnceMoreUnlessTheServerHasItOrIsGone() {
    assertThat(answered(1, 204, null).state()).isEqualTo(Delivery.State.DELIVERED);
    assertThat(answered(1, 410, null).state()).isEqualTo(Delivery.State.FAILED);
    assertThat(answered(1, 410, null).isUnwanted()).isTrue();
    for (int status : new int[] {199, 301, 302, 307, 400, 404, 429, 500, 503}) {
      Attempt attempt = answered(1, status, null);
      assertThat(attempt.state()).as("%d", status).isEqualTo(Delivery.State.PENDING);
      assertThat(attempt.next()).isAfter(NOW);
      assertThat(attempt.isUnwanted()).isFalse();
    }
    assertThat(answered(10, 500, null))
        .isEqualTo(new Attempt(Delivery.State.FAILED, 500, null, null));
  }

  @Test
  void readsRetryAfterInBothForms() {
    assertThat(answered(1, 503, "120").next()).isEqualTo(NOW.plusSeconds(120));
    assertThat(answered(1, 503, "Thu, 01 Jan 2026 01:00:00 GMT").next())
        .isEqualTo(NOW.plusSeconds(3600));
    for (String nothing : new String[] {"soon", "-5", "1e9", "99999999999999999999", ""}) {
      assertThat(answered(1, 503, nothing).next()).isBefore(NOW.plusSeconds(6));
    }
  }

  private static Attempt answered(int attempt, int status, String retryAfter) {
    Parcel parcel = new Parcel("id", "s", "{}", attempt, "http://x", "x", "c", null);
    return Attempt.answered(parcel, new Answer(status, retryAfter, new byte[0], true), NOW);
  }
}
