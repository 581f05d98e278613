package dev.gradtrace.job.store;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The number of waiting jobs. A transaction that changes which jobs wait changes this number first,
 * which locks it until the transaction ends: jobs are counted exactly and taken in their order,
 * each by one worker, also among several replicas.
 */
record WaitingJobs(JdbcClient jdbc) {

  /** Whether more jobs seem to have room; takes no lock. */
  boolean haveRoomFor(int jobs, int capacity) {
    return jdbc.sql("select amount from totals where name = 'waiting_jobs'")
            .query(Long.class)
            .single()
        <= capacity - jobs;
  }

  /** Counts more jobs, if no more than {@code capacity} will wait. */
  boolean add(int jobs, int capacity) {
    return change(jobs, "amount <= ?", capacity - jobs);
  }

  /** Counts one job less, if there is one. */
  boolean take() {
    return change(-1, "amount > ?", 0);
  }

  /** Counts a job again that was taken, even where the queue is full. */
  void giveBack() {
    change(1, "amount >= ?", 0);
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
