package dev.gradtrace.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;

class ReopeningTest {

  private final HikariDataSource pool = new HikariDataSource();
  private final AtomicLong now = new AtomicLong();
  private final List<Object> states = new ArrayList<>();

  private final Reopening reopening =
      new Reopening(
          pool, event -> states.add(((AvailabilityChangeEvent<?>) event).getState()), now::get);

  ReopeningTest() {
    pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
    pool.setMaximumPoolSize(1);
    pool.setConnectionTimeout(250);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void callsTheProcessBrokenWhoseDatabaseDoesNotAnswerForMinutes() throws SQLException {
    reopening.reopen();
    try (Connection last = pool.getConnection()) {
      assertThat(last.isClosed()).isFalse();
      waitInVain(Duration.ofSeconds(100));
      assertThat(states).isEmpty();
      waitInVain(Duration.ofSeconds(30));
      waitInVain(Duration.ofSeconds(30));
      assertThat(states).containsExactly(LivenessState.BROKEN);
    }
    reopening.reopen();
    assertThat(states).containsExactly(LivenessState.BROKEN, LivenessState.CORRECT);
  }

  private void waitInVain(Duration time) {
    now.addAndGet(time.toNanos());
    assertThatExceptionOfType(SQLException.class).isThrownBy(reopening::reopen);
  }
}
