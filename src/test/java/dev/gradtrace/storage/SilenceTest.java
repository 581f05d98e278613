package dev.gradtrace.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SilenceTest {

  @Test
  void ofPostgresIsBounded() throws SQLException {
    assertThat(networkTimeout(Postgres.newDatabase())).isEqualTo(30_000);
  }

  @Test
  void ofPostgresIsWhatTheUrlSays() throws SQLException {
    assertThat(networkTimeout(Postgres.newDatabase() + "&socketTimeout=300")).isEqualTo(300_000);
  }

  @Test
  @Timeout(60)
  void inATransactionKeepsNobodyWaitingForWhatItHasLocked() throws SQLException {
    try (HikariDataSource pool = pool(Postgres.newDatabase());
        Connection silent = pool.getConnection();
        Connection waiting = pool.getConnection()) {
      execute(waiting, "create table locked (amount int)");
      execute(waiting, "insert into locked values (1)");
      silent.setAutoCommit(false);
      execute(silent, "update locked set amount = 2");
      assertThat(execute(waiting, "update locked set amount = amount + 2 where amount = 1"))
          .isEqualTo(1);
      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> execute(silent, "select 1"));
    }
  }

  /** H2 refuses what it does not know. */
  @Test
  void ofH2IsNoConcern() throws SQLException {
    assertThat(networkTimeout("jdbc:h2:mem:")).isZero();
  }

  private static int networkTimeout(String url) throws SQLException {
    try (HikariDataSource pool = pool(url);
        Connection connection = pool.getConnection()) {
      return connection.getNetworkTimeout();
    }
  }

  private static HikariDataSource pool(String url) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    new Silence().postProcessBeforeInitialization(pool, "dataSource");
    return pool;
  }

  private static int execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return statement.getUpdateCount();
    }
  }
}
