package dev.gradtrace.job.worker;

/**
 * When a run reports, and when its reports include an epoch or the recording. Times are
 * milliseconds of a clock that may be set back. Not thread-safe.
 */
final class ReportSchedule {

  private static final long REPORT_MILLIS = 500;

  private static final long EPOCH_MILLIS = 50;

  private static final long RECORDING_MILLIS = 500;

  /** At most 1/20 of the run's wall-clock time goes into storing the recording. */
  private static final long RECORDING_SHARE = 20;

  /** Delay after a report that was not accepted. */
  private static final long POSTPONED_MILLIS = 2000;

  private static final long NEVER = Long.MIN_VALUE / 2;

  private long reportedAt = NEVER;
  private long postponedTo = NEVER;
  private long epochToldAt = NEVER;
  private long recordedAt = NEVER;
  private long recordingMillis;
  private boolean recording;

  /** Whether a report is due. */
  boolean isDue(long now) {
    long wait = postponedTo - now;
    return (wait <= 0 || wait > POSTPONED_MILLIS) && isOver(REPORT_MILLIS, reportedAt, now);
  }

  /** Whether the next report should include the recording. */
  boolean isRecordingDue(long now) {
    return isOver(Math.max(RECORDING_MILLIS, RECORDING_SHARE * recordingMillis), recordedAt, now);
  }

  /** Whether the last epoch should be reported now; if so, restarts the interval. */
  boolean takeEpochDue(long now) {
    boolean due = isOver(EPOCH_MILLIS, epochToldAt, now);
    if (due) {
      epochToldAt = now;
    }
    return due;
  }

  /** How long storing the recording took the last time, in ms. */
  long recordingMillis() {
    return recordingMillis;
  }

  /** A report is being sent. */
  void reporting(long now, boolean withRecording) {
    reportedAt = now;
    recording = withRecording;
  }

  /**
   * The report was accepted.
   *
   * @param otherMillis time since it was made that was not spent storing it
   */
  void accepted(long now, long otherMillis) {
    if (recording) {
      recordingMillis = Math.max(0, now - reportedAt - otherMillis);
      recordedAt = now;
    }
  }

  /** The report was not accepted. */
  void postpone(long now) {
    postponedTo = now + POSTPONED_MILLIS;
  }

  /** Whether so much time has passed; also if the clock was set back by that much. */
  private static boolean isOver(long millis, long since, long now) {
    return Math.abs(now - since) >= millis;
  }
}
