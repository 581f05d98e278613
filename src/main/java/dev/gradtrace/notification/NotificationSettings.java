package dev.gradtrace.notification;

import dev.gradtrace.validation.InvalidSpec;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How notifications are sent.
 *
 * @param secret signs the messages of subscriptions without their own secret; null or blank: a
 *     random one that nobody knows
 */
@ConfigurationProperties("gradtrace.outgoing")
record NotificationSettings(@Nullable String secret) {

  Secret orOfNobody() {
    if (secret == null || secret.isBlank()) {
      return Secret.ofNobody();
    }
    try {
      return Secret.of(secret.strip());
    } catch (InvalidSpec e) {
      throw new IllegalArgumentException(
          "gradtrace.outgoing.secret " + e.faults().get(0).detail(), e);
    }
  }

  /** Keeps the secret out of logs. */
  @Override
  public String toString() {
    return "NotificationSettings";
  }
}
