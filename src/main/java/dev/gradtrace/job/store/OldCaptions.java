package dev.gradtrace.job.store;

import dev.gradtrace.job.spec.JobSpecFormat;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Has jobs be found by their names that an earlier version of the service accepted. */
@Component
final class OldCaptions {

  private static final int AT_ONCE = 200;

  private final JobRows rows;

  OldCaptions(JdbcTemplate template, JobSpecFormat format) {
    this.rows = new JobRows(JdbcClient.create(template), new JobEvents(template), format);
  }

  @Scheduled(initialDelay = 0, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
  void makeSought() {
    int made;
    do {
      made = rows.makeSought(AT_ONCE);
    } while (made == AT_ONCE);
  }
}
