package dev.gradtrace.notification;

import dev.gradtrace.outgoing.Destination;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which news shall go where.
 *
 * @param topics at least one
 * @param secret what its messages are signed with; null for that of the service
 */
public record Subscription(Destination to, Set<Topic> topics, @Nullable Secret secret) {

  public Subscription {
    topics = Set.copyOf(topics);
  }
}
