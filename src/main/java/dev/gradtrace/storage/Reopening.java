package dev.gradtrace.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Evicts the pool's connections when H2 has closed its file after a failed write: it opens the file
 * again only when no connection is left, and reports connections to a closed file as valid.
 *
 * <p>An H2 that has not answered for minutes, as after it got no memory in the middle of a write,
 * does not come back in this process, which is broken then. One whose disk is full comes back.
 */
@Component
final class Reopening {

  private static final Logger LOG = LoggerFactory.getLogger(Reopening.class);

  /** H2's SQL state of a closed database. */
  private static final String CLOSED = "90098";

  /** How long H2 may fail to answer. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HikariDataSource pool;
  private final ApplicationEventPublisher events;
  private final LongSupplier nanoTime;
  private long answered;
  private boolean isBroken;

  @Autowired
  Reopening(HikariDataSource pool, ApplicationEventPublisher events) {
    this(pool, events, System::nanoTime);
  }

  Reopening(HikariDataSource pool, ApplicationEventPublisher events, LongSupplier nanoTime) {
    this.pool = pool;
    this.events = events;
    this.nanoTime = nanoTime;
    this.answered = nanoTime.getAsLong();
  }

  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
  void reopen() throws SQLException {
    if (!pool.getJdbcUrl().startsWith("jdbc:h2:")) {
      return;
    }
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("select 1");
      noteAnswer();
    } catch (SQLException fault) {
      noteSilence(fault);
      if (!CLOSED.equals(fault.getSQLState())) {
        throw fault;
      }
      LOG.warn("The file of the database was closed, which a full disk does; opening it again");
      pool.getHikariPoolMXBean().softEvictConnections();
    }
  }

  private void noteAnswer() {
    answered = nanoTime.getAsLong();
    if (isBroken) {
      isBroken = false;
      publish(LivenessState.CORRECT);
    }
  }

  private void noteSilence(SQLException fault) {
    long now = nanoTime.getAsLong();
    String cause = String.valueOf(NestedExceptionUtils.getMostSpecificCause(fault).getMessage());
    if (cause.contains("No space left")) {
      answered = now;
    } else if (!isBroken && now - answered > PATIENCE.toNanos()) {
      isBroken = true;
      LOG.error(
          "The database has not answered for {} s; this process has to be started again",
          PATIENCE.toSeconds());
      publish(LivenessState.BROKEN);
    }
  }

  private void publish(LivenessState state) {
    AvailabilityChangeEvent.publish(events, this, state);
  }
}
