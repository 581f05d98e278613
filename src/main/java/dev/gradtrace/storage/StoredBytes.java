package dev.gradtrace.storage;

import dev.gradtrace.validation.InvalidSpec;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bytes stored by all clients and by each, and their limits. */
@Component
public final class StoredBytes {

  private static final String SUM =
      """
      select (select coalesce(sum(bytes), 0) from datasets%1$s)
          + (select coalesce(sum(bytes + recorded_bytes), 0) from jobs%1$s)
          + (select coalesce(sum(bytes), 0) from experiments%1$s)
          + (select coalesce(sum(bytes), 0) from idempotency_keys%1$s)
          + (select coalesce(sum(bytes), 0) from subscriptions%1$s)
      """;

  private static final String OF_BOTH =
      "select (%s), (%s)".formatted(SUM.formatted(" where client = :client"), SUM.formatted(""));

  private final JdbcClient jdbc;
  private final long most;
  private final double share;

  public StoredBytes(JdbcTemplate template, StorageSettings settings) {
    this.jdbc = JdbcClient.create(template);
    this.most = settings.storedBytes().toBytes();
    this.share = settings.storedShare();
  }

  /**
   * Refuses what was just stored for a client, in the caller's transaction, if it exceeds a limit.
   * To be called last in a transaction, since it locks the total until the end.
   *
   * @throws InvalidSpec if there is no room
   */
  public void requireRoom(String client) {
    jdbc.sql("update totals set amount = amount where name = 'stored_bytes'").update();
    jdbc.sql(OF_BOTH)
        .param("client", client)
        .query(
            row -> {
              requireRoom(row.getLong(1), row.getLong(2));
            });
  }

  private void requireRoom(long own, long all) {
    long free = Math.max(0, most - (all - own));
    long mine = (long) (free * share);
    InvalidSpec.unless(
        own <= mine,
        "",
        "makes what is kept for you %d bytes, of at most %d at present; delete datasets or finished"
            + " jobs first",
        own,
        mine);
  }
}
