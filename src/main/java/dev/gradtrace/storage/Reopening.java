package dev.gradtrace.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * H2 closes its file when it cannot write to it, and opens it again when no connection is left. The
 * pool does not notice: to H2 a connection to a closed file is valid.
 */
@Component
record Reopening(HikariDataSource pool) {

  private static final Logger LOG = LoggerFactory.getLogger(Reopening.class);

  /** SQL state of H2. */
  private static final String CLOSED = "90098";

  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
  void reopen() throws SQLException {
    if (!pool.getJdbcUrl().startsWith("jdbc:h2:")) {
      return;
    }
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("select 1");
    } catch (SQLException fault) {
      if (!CLOSED.equals(fault.getSQLState())) {
        throw fault;
      }
      LOG.warn("The file of the database was closed, which a full disk does; opening it again");
      pool.getHikariPoolMXBean().softEvictConnections();
    }
  }
}
