package dev.gradtrace.job.worker;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.DbSchedulerException;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.shaded.jdbc.SQLRuntimeException;
import dev.gradtrace.budget.Reservation;
import dev.gradtrace.job.Claim;
import dev.gradtrace.job.ClaimLost;
import dev.gradtrace.job.Ending;
import dev.gradtrace.job.Handover;
import dev.gradtrace.job.JobQueue;
import dev.gradtrace.job.JobStore;
import dev.gradtrace.job.Place;
import dev.gradtrace.job.spec.JobMemory;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.parallel.SpareThreads;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionException;

/**
 * The queue, and the threads that run its jobs, here and on every other replica of the same
 * database.
 *
 * <p>db-scheduler gives each job to one worker, in the order of turns, and to another when the
 * first one's heartbeat has stopped. A worker that only seems dead may still be running: its {@link
 * Claim} keeps it from writing then.
 */
public final class Workers implements JobQueue, Surroundings, SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  /**
   * A job whose worker died starts elsewhere after four missed heartbeats and a poll: about 9 s.
   */
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  private static final int MISSED_HEARTBEATS = 4;

  /** Jobs submitted to another replica are found by polling only. */
  private static final Duration POLLING = Duration.ofSeconds(1);

  /** Jobs fetched ahead per thread; they precede a job that comes later with a lower turn. */
  private static final double FETCHED = 1;

  private static final double FETCH_BELOW = 0.5;

  /** Delay before a job is put back after a failure of the database. */
  private static final Duration RETRY = Duration.ofSeconds(2);

  /** Age of the process before it runs suspect jobs. */
  private static final Duration SETTLING = Duration.ofSeconds(3);

  /** Grace period for running jobs on shutdown, and again after they are interrupted. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(7);

  /** Unique among processes on one machine and among containers. */
  private static final SchedulerName NAME =
      new SchedulerName.Fixed(
          new SchedulerName.Hostname().getName() + "-" + ProcessHandle.current().pid());

  private static final Pattern OWN_DATABASE = Pattern.compile("jdbc:h2:(file|mem):");

  /** SQL that both H2 and PostgreSQL understand. */
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
  private final Company company;
  private final Map<String, Claim> claims = new ConcurrentHashMap<>();
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
    this.company = new Company(count, SETTLING);
    this.dataSource = new TransactionAwareDataSourceProxy(dataSource);
    this.task =
        Tasks.custom("training", Void.class)
            .onFailure(
                (end, work) -> {
                  LockSupport.parkNanos(RETRY.toNanos());
                  handBack(end.getExecution().taskInstance.getId());
                  putBack(end, work);
                })
            .onDeadExecution(this::putBack)
            .execute((instance, context) -> execute(instance));
    this.queue =
        SchedulerClient.Builder.create(this.dataSource, task).jdbcCustomization(SQL).build();
  }

  @Override
  public void requireRoom(JobSpec spec) {
    memory.requireRoom(spec);
  }

  @Override
  public void add(List<Place> places) {
    try {
      queue.scheduleBatch(
          places.stream()
              .map(place -> SchedulableInstance.of(task.instance(place.jobId()), place.due())));
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
    company.start();
    takeBack();
    Scheduler started = scheduler();
    started.start();
    scheduler = started;
  }

  /** Only one process uses an H2 database: jobs marked as picked at its start have no worker. */
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

  /**
   * Lets running jobs hand themselves back after their mini-batch, and waits for that up to a
   * limit.
   */
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
        .pollUsingFetch(FETCH_BELOW, FETCHED)
        .pollingInterval(POLLING)
        .heartbeatInterval(HEARTBEAT)
        .missedHeartbeatsLimit(MISSED_HEARTBEATS)
        .shutdownMaxWait(LONGEST_STOP)
        .build();
  }

  private CompletionHandler<Void> execute(TaskInstance<Void> instance) {
    String id = instance.getId();
    if (stopping) {
      return this::putBack;
    }
    try (Reservation held = memory.await(id, this::isStopping)) {
      if (stopping || !company.enter(store.isSuspect(id), this::isStopping)) {
        return this::putBack;
      }
      try {
        Claim claim = held == null ? null : store.claim(id, clock);
        return claim == null || run(claim) ? (end, work) -> work.remove() : this::putBack;
      } finally {
        company.leave();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return this::putBack;
    }
  }

  /** Whether the job needs no rescheduling; after an exception it is still among the claims. */
  private boolean run(Claim claim) {
    claims.put(claim.id(), claim);
    try (SpareThreads.User user = SpareThreads.active().enter()) {
      Ending refusal = memory.refusal(claim.job().spec());
      boolean done = refusal == null ? runner.run(claim, this) : runner.end(claim, refusal, this);
      claims.remove(claim.id(), claim);
      return done;
    }
  }

  @Override
  public boolean isShuttingDown() {
    return stopping;
  }

  @Override
  public boolean isCompanyUnwanted() {
    return company.isUnwanted();
  }

  @Override
  public void acquit() {
    company.acquit();
  }

  @Override
  public boolean mayGiveWay(BooleanSupplier othersComeFirst) {
    return company.mayGiveWay(othersComeFirst);
  }

  /** Hands a job back so that this living worker is not counted as one that died. */
  private void handBack(String id) {
    Claim claim = claims.remove(id);
    if (claim == null) {
      return;
    }
    try {
      store.handBack(claim, clock.instant(), Handover.DATABASE);
    } catch (ClaimLost | DataAccessException | TransactionException lost) {
      LOG.warn("Training job {} cannot be handed back: {}", id, lost.getMessage());
    }
  }

  /**
   * Reschedules a job by its turn. One that another worker has claimed is rescheduled, too, unless
   * that worker has done so already: a running job always has an entry in the queue.
   */
  private void putBack(ExecutionComplete end, ExecutionOperations<Void> work) {
    Execution execution = end.getExecution();
    OptionalLong turn = store.turn(execution.taskInstance.getId());
    work.reschedule(end, turn.isPresent() ? Place.due(turn.getAsLong()) : execution.executionTime);
  }
}
