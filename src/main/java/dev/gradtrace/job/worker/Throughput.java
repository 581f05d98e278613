package dev.gradtrace.job.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** The speed of a run, over the last seconds and overall. */
final class Throughput {

  private static final long WINDOW_MILLIS = 5000;

  private final Mark start;
  private final Deque<Mark> window = new ArrayDeque<>();

  private record Mark(long millis, long step, long samples) {

    double stepsPerSecondSince(Mark earlier) {
      return rateSince(earlier, step - earlier.step);
    }

    double samplesPerSecondSince(Mark earlier) {
      return rateSince(earlier, samples - earlier.samples);
    }

    private double rateSince(Mark earlier, long count) {
      long elapsed = millis - earlier.millis;
      return count == 0 || elapsed <= 0 ? Double.NaN : 1000.0 * count / elapsed;
    }
  }

  /**
   * @param step the last step before the start
   */
  Throughput(long now, long step) {
    start = new Mark(now, step, 0);
    window.add(start);
  }

  /** Records the progress. */
  void mark(long now, long step, long samples) {
    window.addLast(new Mark(now, step, samples));
    // Keeps at least two marks: a step may take longer than the window.
    while (window.size() > 2 && second().millis <= now - WINDOW_MILLIS && second().step < step) {
      window.removeFirst();
    }
  }

  /** Samples per second over the window; NaN before the first step. */
  double samplesPerSecond() {
    return window.getLast().samplesPerSecondSince(window.getFirst());
  }

  /** Steps per second over the window; NaN before the first step. */
  double stepsPerSecond() {
    return window.getLast().stepsPerSecondSince(window.getFirst());
  }

  /** Samples per second since the start; NaN before the first step. */
  double overallSamplesPerSecond() {
    return window.getLast().samplesPerSecondSince(start);
  }

  private Mark second() {
    Iterator<Mark> marks = window.iterator();
    marks.next();
    return marks.next();
  }
}
