package dev.gradtrace.budget;

import java.util.concurrent.atomic.AtomicBoolean;

/** Bytes that are held until this is closed; closing it again does nothing. */
public final class Reservation implements AutoCloseable {

  private final MemoryBudget budget;
  private final MemoryBudget.Use use;
  private final long bytes;
  private final AtomicBoolean closed = new AtomicBoolean();

  Reservation(MemoryBudget budget, MemoryBudget.Use use, long bytes) {
    this.budget = budget;
    this.use = use;
    this.bytes = bytes;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      budget.release(use, bytes);
    }
  }
}
