package dev.gradtrace.job.store;

import dev.gradtrace.caption.Caption;
import dev.gradtrace.job.JobSummary;
import dev.gradtrace.job.spec.JobSpecFormat;
import dev.gradtrace.storage.Sql;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Fills in the search text of jobs that an earlier release stored without one. */
@Component
final class OldCaptions {

  private static final int AT_ONCE = 200;

  private final JdbcClient jdbc;
  private final JobQueries queries;

  OldCaptions(JdbcTemplate template, JobSpecFormat format) {
    this.jdbc = JdbcClient.create(template);
    this.queries = new JobQueries(jdbc, new JobEvents(template), format);
  }

  @Scheduled(initialDelay = 0, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
  void makeSought() {
    List<JobSummary> old;
    do {
      old = queries.summaries("sought is null limit ?", AT_ONCE);
      for (JobSummary job : old) {
        jdbc.sql("update job_specs set sought = ? where job_id = ? and sought is null")
            .params(Sql.text(Caption.of(job.spec().name()).sought()), job.id())
            .update();
      }
    } while (old.size() == AT_ONCE);
  }
}
