package dev.gradtrace.web.operation;

import dev.gradtrace.storage.Sql;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Stores keys in the database for all replicas, in the transaction of the creation. */
@Component
record JdbcIdempotencyKeys(
    JdbcClient jdbc, TransactionOperations transactions, InstantSource time) {

  static final Duration LIFETIME = Duration.ofHours(24);

  /**
   * A use of a key.
   *
   * @param fingerprint of the body
   */
  record Use(String fingerprint, Answer answer) {}

  /**
   * A stored answer.
   *
   * @param location URL of the created resource
   * @param body JSON; null if it was too long to store
   */
  record Answer(String location, @Nullable String body) {

    /** Most characters of a stored answer. */
    private static final int LONGEST = 1 << 16;

    static Answer of(String location, String body) {
      return new Answer(location, body.length() > LONGEST ? null : body);
    }

    private int length() {
      return body == null ? 0 : body.length();
    }
  }

  /** The use of a key; empty if there was none within the retention time. */
  Optional<Use> find(String key) {
    return jdbc.sql(
            "select fingerprint, location, body from idempotency_keys"
                + " where request = ? and created_at > ?")
        .params(Sql.text(key), oldest())
        .query(
            (row, number) ->
                new Use(row.getString(1), new Answer(row.getString(2), row.getString(3))))
        .optional();
  }

  /**
   * Creates something and stores the answer under the key, in one transaction.
   *
   * @param client to whose storage the answer counts
   * @return this use, or the earlier one of another request; then nothing was created
   */
  Use keep(String client, String key, String fingerprint, Supplier<Answer> creation) {
    try {
      return Objects.requireNonNull(
          transactions.execute(status -> create(client, Sql.text(key), fingerprint, creation)));
    } catch (DuplicateKeyException taken) {
      return find(key).orElseThrow(() -> taken);
    }
  }

  /** Inserts the key first, so that other requests with it wait for the outcome. */
  private Use create(String client, String key, String fingerprint, Supplier<Answer> creation) {
    jdbc.sql("delete from idempotency_keys where request = ? and created_at <= ?")
        .params(key, oldest())
        .update();
    jdbc.sql(
            "insert into idempotency_keys (request, client, fingerprint, created_at) values (?, ?, ?,"
                + " ?)")
        .params(key, client, fingerprint, Sql.time(time.instant()))
        .update();
    Answer answer = creation.get();
    jdbc.sql("update idempotency_keys set location = ?, body = ?, bytes = ? where request = ?")
        .param(answer.location())
        .param(answer.body())
        .param(answer.length())
        .param(key)
        .update();
    return new Use(fingerprint, answer);
  }

  @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT1H")
  void forgetTheOld() {
    jdbc.sql("delete from idempotency_keys where created_at <= ?").param(oldest()).update();
  }

  private OffsetDateTime oldest() {
    return Sql.time(time.instant().minus(LIFETIME));
  }
}
