package dev.gradtrace.budget;

import java.util.concurrent.atomic.AtomicBoolean;

/** Reserved bytes; closing releases them, closing again does nothing. */
public final class Reservation implements AutoCloseable {

  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();

  Reservation(Runnable release) {
    this.release = release;
  }

  static Reservation ofNothing() {
    return new Reservation(() -> {});
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release.run();
    }
  }
}
