package dev.gradtrace.job;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The threads that work off the queue: each takes the job that waits longest and runs it. */
final class Workers implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  /** Another replica's jobs come without a word. */
  private static final long POLL_SECONDS = 1;

  private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

  private final JobStore store;
  private final JobRunner runner;
  private final Clock clock;
  private final int count;
  private final Semaphore arrivals = new Semaphore(0);
  private volatile boolean stopping;
  private volatile List<Thread> threads = List.of();

  Workers(JobStore store, JobRunner runner, Clock clock, int count) {
    this.store = store;
    this.runner = runner;
    this.clock = clock;
    this.count = count;
  }

  /** Wakes workers for so many jobs that have come. */
  void wake(int jobs) {
    arrivals.release(jobs);
  }

  /** Whether no more jobs are taken up. */
  boolean isStopping() {
    return stopping;
  }

  @Override
  public void start() {
    stopping = false;
    threads = IntStream.rangeClosed(1, count).mapToObj(this::worker).toList();
    threads.forEach(Thread::start);
  }

  /** Ends running jobs after their mini-batch and waits for them, but not for ever. */
  @Override
  public void stop() {
    stopping = true;
    arrivals.release(count);
    long end = System.nanoTime() + LONGEST_STOP.toNanos();
    try {
      for (Thread thread : threads) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        thread.join(Math.max(1, left));
        if (thread.isAlive()) {
          LOG.warn("{} did not stop in time", thread.getName());
        }
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
    threads = List.of();
  }

  @Override
  public boolean isRunning() {
    return !threads.isEmpty();
  }

  private Thread worker(int number) {
    Thread thread = new Thread(this::work, "training-" + number);
    thread.setDaemon(true);
    return thread;
  }

  private void work() {
    while (!stopping) {
      try {
        Claim claim = store.claimNext(clock);
        if (claim == null) {
          arrivals.tryAcquire(POLL_SECONDS, TimeUnit.SECONDS);
        } else {
          runner.run(claim, this::isStopping);
        }
      } catch (InterruptedException unwanted) {
        return;
      } catch (RuntimeException | Error fault) {
        LOG.error("{} failed and goes on", Thread.currentThread().getName(), fault);
      }
    }
  }
}
