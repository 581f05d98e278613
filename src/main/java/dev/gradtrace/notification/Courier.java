package dev.gradtrace.notification;

import dev.gradtrace.outgoing.Destination;
import dev.gradtrace.outgoing.Message;
import dev.gradtrace.outgoing.Outgoing;
import dev.gradtrace.outgoing.Unreachable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Sends due messages, a bounded number at a time; a slow server, or a client with many messages,
 * gets only part of the places.
 */
final class Courier {

  /** Most messages being sent at a time. */
  static final int PLACES = 8;

  private static final int PLACES_OF_A_SERVER = 2;
  private static final int PLACES_OF_A_CLIENT = PLACES / 2;

  /** Standard Webhooks recommend 15 to 30 s. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(15);

  /** Time after a claim when the sender is taken for dead and the message is sent again. */
  private static final Duration LOST = Duration.ofSeconds(30);

  private static final int MOST_READ = 4096;

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  private final JdbcDeliveries deliveries;
  private final JdbcSubscriptions subscriptions;
  private final Outgoing outgoing;
  private final Secret secret;
  private final InstantSource time;
  private final List<Parcel> underway = new ArrayList<>();

  /**
   * @param secret of the service, for subscriptions without their own
   */
  Courier(
      JdbcDeliveries deliveries,
      JdbcSubscriptions subscriptions,
      Outgoing outgoing,
      Secret secret,
      InstantSource time) {
    this.deliveries = deliveries;
    this.subscriptions = subscriptions;
    this.outgoing = outgoing;
    this.secret = secret;
    this.time = time;
  }

  /** Claims a due message for the caller to send; empty if there is none or no free place. */
  Optional<Parcel> next() {
    while (true) {
      List<String> servers;
      List<String> clients;
      synchronized (underway) {
        if (underway.size() >= PLACES) {
          return Optional.empty();
        }
        servers = withAll(PLACES_OF_A_SERVER, Parcel::server);
        clients = withAll(PLACES_OF_A_CLIENT, Parcel::client);
      }
      Instant now = time.instant();
      Optional<Parcel> due = deliveries.due(now, servers, clients);
      if (due.isEmpty()) {
        return due;
      }
      if (deliveries.claim(due.get(), now, LOST)) {
        synchronized (underway) {
          underway.add(due.get());
        }
        return due;
      }
    }
  }

  /** The servers or clients that use all the places they may. */
  private List<String> withAll(int places, Function<Parcel, String> of) {
    return underway.stream()
        .collect(Collectors.groupingBy(of, Collectors.counting()))
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue() >= places)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Sends a message once and stores the outcome. */
  void send(Parcel parcel) {
    try {
      Attempt attempt = attempt(parcel);
      deliveries.tell(parcel, attempt);
      if (attempt.isUnwanted()) {
        subscriptions.close(parcel.subscription());
        deliveries.giveUp(parcel.subscription());
      }
    } catch (DataAccessException lost) {
      LOG.warn("What became of delivery {} is not kept; it is sent again", parcel.id());
    } finally {
      synchronized (underway) {
        underway.remove(parcel);
      }
    }
  }

  private Attempt attempt(Parcel parcel) {
    try {
      return Attempt.answered(parcel, outgoing.send(message(parcel)), time.instant());
    } catch (Unreachable why) {
      return Attempt.unanswered(parcel, why, time.instant());
    }
  }

  private Message message(Parcel parcel) {
    byte[] body = parcel.body().getBytes(StandardCharsets.UTF_8);
    long seconds = time.instant().getEpochSecond();
    Secret key = parcel.secret() == null ? secret : parcel.secret();
    return new Message(
        "POST",
        new Destination(URI.create(parcel.url())),
        Map.of(
            "Content-Type", "application/json",
            "webhook-id", parcel.id(),
            "webhook-timestamp", Long.toString(seconds),
            "webhook-signature", key.sign(parcel.id(), seconds, body)),
        body,
        LONGEST_ANSWER,
        MOST_READ);
  }
}
