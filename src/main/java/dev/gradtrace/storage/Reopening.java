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
 * Evicts the pool's connections when H2 has closed its file after a failed write: it opens the file
 * again only when no connection is left, and reports connections to a closed file as valid.
 */
@Component
record Reopening(HikariDataSource pool) {

  private static final Logger LOG = LoggerFactory.getLogger(Reopening.class);

  /** H2's SQL state of a closed database. */
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
