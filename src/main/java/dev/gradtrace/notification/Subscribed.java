package dev.gradtrace.notification;

import java.util.Set;

/**
 * What is shown of a subscription; its path may be as secret as its key.
 *
 * @param origin of the server that its messages go to
 */
public record Subscribed(String origin, Set<Topic> topics) {

  public Subscribed {
    topics = Set.copyOf(topics);
  }
}
