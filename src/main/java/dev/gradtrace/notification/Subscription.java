package dev.gradtrace.notification;

import dev.gradtrace.outgoing.Destination;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which news to send, and where.
 *
 * @param topics at least one
 * @param secret signs its messages; null for the service's own
 */
public record Subscription(Destination to, Set<Topic> topics, @Nullable Secret secret) {

  public Subscription {
    topics = Set.copyOf(topics);
  }
}
