package dev.gradtrace.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Conversions of values that work in every supported database. */
public final class Sql {

  private Sql() {}

  public static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  public static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** Text from a client, with the character 0, which PostgreSQL refuses, replaced by U+FFFD. */
  public static String text(String sent) {
    return sent.replace('\0', '\uFFFD');
  }

  /** {@link #text}, or null. */
  public static @Nullable String textOrNull(@Nullable String sent) {
    return sent == null ? null : text(sent);
  }

  /** A number; NaN for SQL null. */
  public static double number(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }

  /**
   * The owner of a row: the name of the token that created it; null if the service required no
   * tokens then.
   *
   * @param rows a table, and the SQL up to the id's comparison
   * @param unknown thrown if there is no such row
   */
  public static <X extends RuntimeException> @Nullable String owner(
      JdbcClient jdbc, String rows, String id, Supplier<X> unknown) {
    // {@code Optional} cannot hold the null of a row without an owner.
    return jdbc.sql("select owner from " + rows + " id = ?")
        .param(text(id))
        .query((row, number) -> Optional.ofNullable(row.getString(1)))
        .optional()
        .orElseThrow(unknown)
        .orElse(null);
  }
}
