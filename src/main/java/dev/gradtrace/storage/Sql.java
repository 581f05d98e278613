package dev.gradtrace.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

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
}
