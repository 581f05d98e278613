package dev.gradtrace.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SilenceTest {

  @Test
  void ofPostgresIsBounded() throws SQLException {
    assertThat(networkTimeout(Postgres.newDatabase())).isEqualTo(30_000);
  }

  @Test
  void ofPostgresIsWhatTheUrlSays() throws SQLException {
    assertThat(networkTimeout(Postgres.newDatabase() + "&socketTimeout=300")).isEqualTo(300_000);
  }

  /** H2 refuses what it does not know. */
  @Test
  void ofH2IsNoConcern() throws SQLException {
    assertThat(networkTimeout("jdbc:h2:mem:")).isZero();
  }

  private static int networkTimeout(String url) throws SQLException {
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl(url);
      new Silence().postProcessBeforeInitialization(pool, "dataSource");
      try (Connection connection = pool.getConnection()) {
        return connection.getNetworkTimeout();
      }
    }
  }
}
