package dev.gradtrace.job.store;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The number of waiting jobs. A transaction that changes which jobs wait changes this number first,
 * which locks it until the transaction ends: jobs are counted exactly and taken in their order,
 * each by one worker, also among several replicas.
 */
record WaitingJobs(JdbcClient jdbc) {

  /** How many wait; takes no lock. */
  int all() {
    return jdbc.sql("select amount from totals where name = 'waiting_jobs'")
        .query(Integer.class)
        .single();
  }

  /** How many of a client wait; takes no lock. */
  int of(String client) {
    return jdbc.sql("select count(*) from jobs where status = 'queued' and client = ?")
        .param(client)
        .query(Integer.class)
        .single();
  }

  /** Counts more jobs, even where the queue is full. */
  void add(int jobs) {
    change(jobs, "amount >= ?", 0);
  }

  /** Counts one job less, if there is one. */
  boolean take() {
    return change(-1, "amount > ?", 0);
  }

  /** Keeps the number as it is until the end of the transaction. */
  void hold() {
    change(0, "amount >= ?", 0);
  }

  private boolean change(int difference, String condition, int bound) {
    return jdbc.sql(
                "update totals set amount = amount + ? where name = 'waiting_jobs' and "
                    + condition)
            .params(difference, bound)
            .update()
        == 1;
  }
}
