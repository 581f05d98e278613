package dev.gradtrace.job.worker;

import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Retries work every second while the database does not answer, until the service shuts down. */
record DatabaseRetry(BooleanSupplier shutdown) {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseRetry.class);

  private static final long PAUSE_MILLIS = 1000;

  /**
   * Runs the work until it succeeds.
   *
   * @throws DataAccessException or {@link TransactionException} if the service shuts down meanwhile
   */
  void untilItWorks(Runnable work) {
    while (true) {
      try {
        work.run();
        return;
      } catch (DataAccessException | TransactionException unavailable) {
        if (shutdown.getAsBoolean()) {
          throw unavailable;
        }
        LOG.warn("The database does not answer, trying again: {}", unavailable.getMessage());
        pause(unavailable);
      }
    }
  }

  private static void pause(RuntimeException reason) {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw reason;
    }
  }
}
