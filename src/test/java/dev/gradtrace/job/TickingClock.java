package dev.gradtrace.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that advances whenever it is read, and on demand. */
public final class TickingClock extends Clock {

  private final AtomicLong millis =
      new AtomicLong(Instant.parse("2030-01-01T00:00:00Z").toEpochMilli());
  private volatile long tick;

  public TickingClock(long tickMillis) {
    this.tick = tickMillis;
  }

  void tickBy(long tickMillis) {
    this.tick = tickMillis;
  }

  public void advance(Duration duration) {
    millis.addAndGet(duration.toMillis());
  }

  @Override
  public long millis() {
    return millis.addAndGet(tick);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
