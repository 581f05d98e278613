package dev.gradtrace.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LostClientsTest {

  @Test
  @Timeout(60)
  void keepNobodyWaitingForWhatTheyHaveLocked() throws SQLException {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(Postgres.newDatabase());
    new LostClients().postProcessBeforeInitialization(pool, "pool");
    try (pool;
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

  private static int execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return statement.getUpdateCount();
    }
  }
}
