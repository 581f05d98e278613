package dev.gradtrace.budget;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Places for computations that take long enough to be felt by others: as many at a time as there
 * are processors, first come, first served. Small ones need none.
 */
public final class Looks {

  /** A tenth of a second, about. */
  private static final long SMALL = 500_000_000;

  private final Semaphore places;
  private final int count;

  /**
   * @param count of places, at least 1
   */
  public Looks(int count) {
    this.count = count;
    this.places = new Semaphore(count, true);
  }

  /** A place, until it is closed. */
  public interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /** Places that are taken now. */
  public int taken() {
    return count - places.availablePermits();
  }

  /**
   * A place for a computation of about so many multiplications.
   *
   * @param patience how long to wait
   * @return null if none became free
   */
  public @Nullable Place enter(long multiplications, Duration patience)
      throws InterruptedException {
    if (multiplications <= SMALL) {
      return () -> {};
    }
    return places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS) ? places::release : null;
  }
}
