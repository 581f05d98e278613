package dev.gradtrace.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL, started once for all tests that need one. It refuses to run as root; on Linux
 * root needs {@code unshare -U}, without which these tests are skipped.
 */
public final class Postgres {

  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static EmbeddedPostgres server;
  private static String whyNot;

  private Postgres() {}

  private static synchronized EmbeddedPostgres server() {
    if (server == null && whyNot == null) {
      try {
        server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
      } catch (IOException | RuntimeException e) {
        whyNot =
            "PostgreSQL cannot be started here; as root it needs unshare -U: " + e.getMessage();
      }
    }
    Assumptions.assumeTrue(server != null, whyNot);
    return server;
  }

  /** The URL of a new, empty database with the user postgres. */
  public static String newDatabase() {
    EmbeddedPostgres server = server();
    String name = "test" + DATABASES.incrementAndGet();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return server.getJdbcUrl("postgres", name);
  }

  /** A new, migrated database. */
  public static TestDatabase migrated() {
    return TestDatabase.of(pool(), "postgresql");
  }

  /** A connection pool for a new, empty database. */
  static DataSource pool() {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(newDatabase());
    return new HikariDataSource(pool);
  }
}
