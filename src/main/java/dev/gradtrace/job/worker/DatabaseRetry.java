package dev.gradtrace.job.worker;

import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Does what must not be lost again and again until the database takes it, or the service ends. */
final class DatabaseRetry {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseRetry.class);

  private static final long PAUSE_MILLIS = 1000;

  private final BooleanSupplier shutdown;

  DatabaseRetry(BooleanSupplier shutdown) {
    this.shutdown = shutdown;
  }

  void insist(Runnable work) {
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
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
      throw reason;
    }
  }
}
