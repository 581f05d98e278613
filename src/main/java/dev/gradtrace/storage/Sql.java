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

/** Values as every database takes and gives them. */
public final class Sql {

  private Sql() {}

  /** A point in time. */
  public static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** A point in time. */
  public static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** Text that someone sent; PostgreSQL does not take the character 0. */
  public static String text(String sent) {
    return sent.replace('\0', '\uFFFD');
  }

  /** Text or null; PostgreSQL does not take the character 0. */
  public static @Nullable String textOrNull(@Nullable String sent) {
    return sent == null ? null : text(sent);
  }

  /** A number; NaN for null. */
  public static double number(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }

  /**
   * Whom a row belongs to; null where no token was asked for.
   *
   * @param rows table, and condition before that of the id if there is one
   * @param unknown thrown if there is no such row
   */
  public static <X extends RuntimeException> @Nullable String owner(
      JdbcClient jdbc, String rows, String id, Supplier<X> unknown) {
    // An optional of null would be empty.
    return jdbc.sql("select owner from " + rows + " id = ?")
        .param(text(id))
        .query((row, number) -> Optional.ofNullable(row.getString(1)))
        .optional()
        .orElseThrow(unknown)
        .orElse(null);
  }
}
