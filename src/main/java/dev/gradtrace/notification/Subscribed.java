package dev.gradtrace.notification;

import java.util.Set;

/**
 * What is shown of a subscription: the server but not the URL's path, which may be as secret as a
 * key.
 *
 * @param origin of the server that its messages go to
 */
public record Subscribed(String origin, Set<Topic> topics) {

  public Subscribed {
    topics = Set.copyOf(topics);
  }
}
