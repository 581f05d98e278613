package dev.gradtrace.job.worker;

/**
 * When a run reports, and when its reports tell of an epoch or bring what was recorded. Times are
 * milliseconds of a clock that may be set back. For one thread.
 */
final class ReportSchedule {

  private static final long REPORT_MILLIS = 500;

  private static final long EPOCH_MILLIS = 50;

  private static final long RECORDING_MILLIS = 500;

  /** At most 1/20 of the wall-clock time of a run goes into storing what was recorded. */
  private static final long RECORDING_SHARE = 20;

  /** From a report that was not accepted to the next. */
  private static final long POSTPONED_MILLIS = 2000;

  private static final long NEVER = Long.MIN_VALUE / 2;

  private long reportedAt = NEVER;
  private long postponedTo = NEVER;
  private long epochToldAt = NEVER;
  private long recordedAt = NEVER;
  private long recordingMillis;
  private boolean recording;

  /** Whether it is time to report. */
  boolean isDue(long now) {
    long wait = postponedTo - now;
    return (wait <= 0 || wait > POSTPONED_MILLIS) && isOver(REPORT_MILLIS, reportedAt, now);
  }

  /** Whether the next report should bring what was recorded. */
  boolean isRecordingDue(long now) {
    return isOver(Math.max(RECORDING_MILLIS, RECORDING_SHARE * recordingMillis), recordedAt, now);
  }

  /** Whether, of many epochs, the last should be told; if so, takes note that it is. */
  boolean takeEpochDue(long now) {
    boolean due = isOver(EPOCH_MILLIS, epochToldAt, now);
    if (due) {
      epochToldAt = now;
    }
    return due;
  }

  /** What it took to store what was recorded, the last time. */
  long recordingMillis() {
    return recordingMillis;
  }

  /** Takes note of a report that is made. */
  void reporting(long now, boolean withRecording) {
    reportedAt = now;
    recording = withRecording;
  }

  /**
   * Takes note that the report was accepted.
   *
   * @param otherMillis time since it was made that did not go into storing it
   */
  void accepted(long now, long otherMillis) {
    if (recording) {
      recordingMillis = Math.max(0, now - reportedAt - otherMillis);
      recordedAt = now;
    }
  }

  /** Takes note that the report was not accepted. */
  void postpone(long now) {
    postponedTo = now + POSTPONED_MILLIS;
  }

  /** Whether more time has passed; true as well when the clock was set back. */
  private static boolean isOver(long millis, long since, long now) {
    return Math.abs(now - since) >= millis;
  }
}
