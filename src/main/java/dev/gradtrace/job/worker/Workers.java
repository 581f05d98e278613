package dev.gradtrace.job.worker;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.DbSchedulerException;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.shaded.jdbc.SQLRuntimeException;
import dev.gradtrace.budget.Reservation;
import dev.gradtrace.job.Claim;
import dev.gradtrace.job.Ending;
import dev.gradtrace.job.JobMemory;
import dev.gradtrace.job.JobQueue;
import dev.gradtrace.job.JobSpec;
import dev.gradtrace.job.JobStore;
import dev.gradtrace.job.TrainingJob;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * The queue and the threads that work it off, here and on every other replica of the same database.
 *
 * <p>db-scheduler gives each job to one worker, oldest first, and gives it to another when the
 * heartbeat of the first has stopped. A worker that only seems dead may still be running: its
 * {@link Claim} is what keeps it from writing.
 */
public final class Workers implements JobQueue, SmartLifecycle {

  /** A job whose worker is gone runs elsewhere after four missed beats and a poll: about 9 s. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  private static final int MISSED_HEARTBEATS = 4;

  /** Jobs submitted to another replica are only seen by polling. */
  private static final Duration POLLING = Duration.ofSeconds(1);

  /** Pause before a job is put back after the database failed. */
  private static final Duration RETRY = Duration.ofSeconds(2);

  /** Due times lie this far back: jobs are due at once on every clock, in their order. */
  private static final Duration LONG_AGO = Duration.ofDays(365);

  /** Grace period for running jobs on shutdown, and once more after they are interrupted. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(7);

  /** Unique among replicas on one machine, and among containers. */
  private static final SchedulerName NAME =
      new SchedulerName.Fixed(
          new SchedulerName.Hostname().getName() + "-" + ProcessHandle.current().pid());

  private static final Pattern OWN_DATABASE = Pattern.compile("jdbc:h2:(file|mem):");

  /** What H2 and PostgreSQL both understand. */
  private static final JdbcCustomization SQL = new DefaultJdbcCustomization(false);

  private final JobStore store;
  private final JobRunner runner;
  private final MemoryOfJobs memory;
  private final Clock clock;
  private final DataSource dataSource;
  private final int count;
  private final CustomTask<Void> task;
  private final SchedulerClient queue;
  private volatile @Nullable Scheduler scheduler;
  private volatile boolean stopping;

  public Workers(
      DataSource dataSource,
      JobStore store,
      JobRunner runner,
      JobMemory memory,
      Clock clock,
      int count) {
    this.store = store;
    this.memory = new MemoryOfJobs(store, memory);
    this.runner = runner;
    this.clock = clock;
    this.count = count;
    this.dataSource = new TransactionAwareDataSourceProxy(dataSource);
    this.task =
        Tasks.custom("training", Void.class)
            .onFailure(
                (end, work) -> {
                  LockSupport.parkNanos(RETRY.toNanos());
                  putBack(end, work);
                })
            .onDeadExecution(Workers::putBack)
            .execute((instance, context) -> execute(instance));
    this.queue =
        SchedulerClient.Builder.create(this.dataSource, task).jdbcCustomization(SQL).build();
  }

  @Override
  public void requireRoom(JobSpec spec) {
    memory.requireRoom(spec);
  }

  @Override
  public void add(List<TrainingJob> jobs) {
    Instant first = jobs.get(0).createdAt().minus(LONG_AGO);
    try {
      queue.scheduleBatch(
          IntStream.range(0, jobs.size())
              .mapToObj(
                  i ->
                      SchedulableInstance.of(
                          task.instance(jobs.get(i).id()), first.plusNanos(1000L * i))));
    } catch (DbSchedulerException | SQLRuntimeException fault) {
      throw new DataAccessResourceFailureException("Jobs cannot be queued", fault);
    }
  }

  @Override
  public void wake() {
    Scheduler here = scheduler;
    if (here != null) {
      here.triggerCheckForDueExecutions();
    }
  }

  @Override
  public boolean isStopping() {
    return stopping;
  }

  @Override
  public void start() {
    stopping = false;
    takeBack();
    Scheduler started = scheduler();
    started.start();
    scheduler = started;
  }

  /** An H2 database in a file or in memory has one process: jobs picked before have no worker. */
  private void takeBack() {
    JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    String url =
        jdbc.execute((ConnectionCallback<String>) connection -> connection.getMetaData().getURL());
    if (url != null && OWN_DATABASE.matcher(url).lookingAt()) {
      jdbc.update(
          "update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null,"
              + " version = version + 1 where picked");
    }
  }

  /** Has running jobs handed back after their mini-batch and waits for that, but not for ever. */
  @Override
  public void stop() {
    stopping = true;
    Scheduler here = scheduler;
    scheduler = null;
    if (here != null) {
      here.stop();
    }
  }

  @Override
  public boolean isRunning() {
    return scheduler != null;
  }

  private Scheduler scheduler() {
    return Scheduler.create(dataSource, List.of(task))
        .schedulerName(NAME)
        .jdbcCustomization(SQL)
        .threads(count)
        .pollingInterval(POLLING)
        .heartbeatInterval(HEARTBEAT)
        .missedHeartbeatsLimit(MISSED_HEARTBEATS)
        .shutdownMaxWait(LONGEST_STOP)
        .build();
  }

  private CompletionHandler<Void> execute(TaskInstance<Void> instance) {
    try (Reservation held = memory.await(instance.getId(), this::isStopping)) {
      if (stopping) {
        return Workers::putBack;
      }
      Claim claim = held == null ? null : store.claim(instance.getId(), clock);
      boolean done = claim == null || run(claim);
      return done ? (end, work) -> work.remove() : Workers::putBack;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Workers::putBack;
    }
  }

  private boolean run(Claim claim) {
    Ending refusal = memory.refusal(claim.job().spec());
    return refusal == null
        ? runner.run(claim, this::isStopping)
        : runner.end(claim, refusal, this::isStopping);
  }

  /**
   * A job that comes back to the queue is as old as it was. One that someone else has claimed comes
   * back, too, unless it is in the queue for him by now: no job is without a place as long as it
   * runs.
   */
  private static void putBack(ExecutionComplete end, ExecutionOperations<Void> work) {
    work.reschedule(end, end.getExecution().executionTime);
  }
}
