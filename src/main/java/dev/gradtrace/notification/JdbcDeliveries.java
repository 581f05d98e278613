package dev.gradtrace.notification;

import dev.gradtrace.storage.Sql;
import dev.gradtrace.storage.TimeOrderedIds;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Messages and their deliveries. */
@Component
final class JdbcDeliveries {

  /** Most findings sent per subscription; further ones are dropped. */
  private static final int MOST_FINDINGS = 1000;

  /** Bytes of a row besides the message; estimate. */
  private static final int ROW = 300;

  private static final String OF_A_JOB = "s.job_id = :subject";
  private static final String OF_AN_EXPERIMENT = "s.experiment_id = :subject";

  private final JdbcClient jdbc;
  private final JdbcSubscriptions subscriptions;
  private final TimeOrderedIds ids = new TimeOrderedIds(new SecureRandom());

  JdbcDeliveries(JdbcTemplate template, JdbcSubscriptions subscriptions) {
    this.jdbc = JdbcClient.create(template);
    this.subscriptions = subscriptions;
  }

  /** Adds a message, in the caller's transaction. */
  void add(String subscription, Topic topic, String body, Instant now) {
    if (topic == Topic.FINDING && count(subscription) >= MOST_FINDINGS) {
      return;
    }
    jdbc.sql(
            "insert into deliveries (id, subscription_id, topic, body, state, attempts, created_at,"
                + " next_attempt_at) values (?, ?, ?, ?, ?, 0, ?, ?)")
        .param(ids.next(now))
        .param(subscription)
        .param(topic.label())
        .param(Sql.text(body))
        .param(Delivery.State.PENDING.label())
        .param(Sql.time(now))
        .param(Sql.time(now))
        .update();
    subscriptions.grow(subscription, ROW + body.length());
  }

  private int count(String subscription) {
    return jdbc.sql("select count(*) from deliveries where subscription_id = ?")
        .param(subscription)
        .query(Integer.class)
        .single();
  }

  /** The messages of a job, newest first. */
  List<Delivery> ofJob(String id, @Nullable String after, int limit) {
    return newestFirst(OF_A_JOB, id, after, limit);
  }

  /** The messages of an experiment, newest first. */
  List<Delivery> ofExperiment(String id, @Nullable String after, int limit) {
    return newestFirst(OF_AN_EXPERIMENT, id, after, limit);
  }

  private List<Delivery> newestFirst(
      String condition, String subject, @Nullable String after, int limit) {
    return jdbc.sql(
            "select d.*, s.origin from deliveries d join subscriptions s on s.id ="
                + " d.subscription_id where "
                + condition
                + (after == null ? "" : " and d.id < :after")
                + " order by d.id desc limit :limit")
        .param("subject", Sql.text(subject))
        .param("after", after == null ? "" : Sql.text(after))
        .param("limit", limit)
        .query((row, number) -> delivery(row))
        .list();
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    int status = row.getInt("status_code");
    return new Delivery(
        row.getString("id"),
        Topic.of(row.getString("topic")),
        row.getString("origin"),
        Delivery.State.of(row.getString("state")),
        row.getInt("attempts"),
        row.wasNull() || status == 0 ? null : status,
        row.getString("fault"),
        Sql.time(row, "created_at"),
        timeOrNull(row, "attempted_at"),
        timeOrNull(row, "next_attempt_at"));
  }

  private static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /**
   * A due message that nobody is sending.
   *
   * @param busyServers origins to skip
   * @param busyClients clients to skip
   */
  Optional<Parcel> due(
      Instant now, Collection<String> busyServers, Collection<String> busyClients) {
    return jdbc.sql(
            "select d.id, d.subscription_id, d.body, d.attempts, s.url, s.server, s.client,"
                + " s.secret from deliveries d join subscriptions s on s.id = d.subscription_id"
                + " where d.state = 'pending' and d.next_attempt_at <= :now and (d.claimed_until is"
                + " null or d.claimed_until <= :now) and s.server not in (:servers) and s.client"
                + " not in (:clients) order by d.next_attempt_at, d.id limit 1")
        .param("now", Sql.time(now))
        .param("servers", orNone(busyServers))
        .param("clients", orNone(busyClients))
        .query((row, number) -> parcel(row))
        .optional();
  }

  /** SQL's {@code in} needs at least one element. */
  private static Collection<String> orNone(Collection<String> names) {
    return names.isEmpty() ? List.of("") : names;
  }

  private static Parcel parcel(ResultSet row) throws SQLException {
    String secret = row.getString("secret");
    return new Parcel(
        row.getString("id"),
        row.getString("subscription_id"),
        row.getString("body"),
        row.getInt("attempts") + 1,
        row.getString("url"),
        row.getString("server"),
        row.getString("client"),
        secret == null ? null : Secret.of(secret));
  }

  /**
   * Claims a message for sending; false if another process has claimed it.
   *
   * @param time after which the claim expires
   */
  boolean claim(Parcel parcel, Instant now, Duration time) {
    return jdbc.sql(
                "update deliveries set attempts = ?, attempted_at = ?, claimed_until = ? where id ="
                    + " ? and state = 'pending' and attempts = ?")
            .param(parcel.attempt())
            .param(Sql.time(now))
            .param(Sql.time(now.plus(time)))
            .param(parcel.id())
            .param(parcel.attempt() - 1)
            .update()
        == 1;
  }

  /** Stores the outcome of an attempt, unless a later attempt has begun. */
  void tell(Parcel parcel, Attempt attempt) {
    Instant next = attempt.next();
    jdbc.sql(
            "update deliveries set state = ?, status_code = ?, fault = ?, next_attempt_at = ?,"
                + " claimed_until = null where id = ? and state = 'pending' and attempts = ?")
        .param(attempt.state().label())
        .param(attempt.statusCode())
        .param(attempt.fault())
        .param(next == null ? null : Sql.time(next))
        .param(parcel.id())
        .param(parcel.attempt())
        .update();
  }

  /** Fails all pending messages of a subscription. */
  void giveUp(String subscription) {
    jdbc.sql(
            "update deliveries set state = 'failed', next_attempt_at = null where subscription_id ="
                + " ? and state = 'pending'")
        .param(subscription)
        .update();
  }
}
