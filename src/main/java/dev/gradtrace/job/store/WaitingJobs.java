package dev.gradtrace.job.store;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The number of waiting jobs. A transaction that changes which jobs wait changes this number first,
 * which locks it until the transaction ends: jobs are counted exactly, and taken in order, each by
 * one worker, also among several replicas.
 */
record WaitingJobs(JdbcClient jdbc) {

  /** All waiting jobs, read without a lock. */
  int all() {
    return jdbc.sql("select amount from totals where name = 'waiting_jobs'")
        .query(Integer.class)
        .single();
  }

  /** Waiting jobs of a client, read without a lock. */
  int of(String client) {
    return jdbc.sql("select count(*) from jobs where status = 'queued' and client = ?")
        .param(client)
        .query(Integer.class)
        .single();
  }

  /** Adds to the number, even if the queue is full. */
  void add(int jobs) {
    change(jobs, "amount >= ?", 0);
  }

  /** Subtracts one; false if the number is 0. */
  boolean take() {
    return change(-1, "amount > ?", 0);
  }

  /** Locks the number until the end of the transaction. */
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
