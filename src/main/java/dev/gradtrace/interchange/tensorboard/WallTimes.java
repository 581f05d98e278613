package dev.gradtrace.interchange.tensorboard;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * When the steps of a run were taken, in seconds since 1970: known of some steps, spread evenly
 * between them.
 */
public final class WallTimes {

  private static final double NANOS = 1e9;

  private record Mark(long step, double seconds) {}

  private final long[] steps;
  private final double[] seconds;

  private WallTimes(Deque<Mark> marks) {
    steps = marks.stream().mapToLong(Mark::step).toArray();
    seconds = marks.stream().mapToDouble(Mark::seconds).toArray();
  }

  /** Collects what is known, in the order in which it became known. */
  public static final class Builder {

    private final Deque<Mark> marks = new ArrayDeque<>();

    private Builder() {}

    /** Adds that a run had taken so many steps; one that was taken up again repeats some. */
    public Builder mark(long step, Instant at) {
      double time = at.getEpochSecond() + at.getNano() / NANOS;
      if (marks.getLast().seconds > time) {
        time = marks.getLast().seconds;
      }
      while (marks.size() > 1 && marks.getLast().step >= step) {
        marks.removeLast();
      }
      if (step > marks.getLast().step) {
        marks.add(new Mark(step, time));
      }
      return this;
    }

    public WallTimes build() {
      return new WallTimes(marks);
    }
  }

  /** Begins with the start of a run, before its first step. */
  public static Builder from(Instant start) {
    Builder builder = new Builder();
    builder.marks.add(new Mark(0, start.getEpochSecond() + start.getNano() / NANOS));
    return builder;
  }

  /** When a step was taken; those after the last that is known get its time. */
  double at(long step) {
    int found = Arrays.binarySearch(steps, step);
    int next = found < 0 ? -found - 1 : found;
    if (found >= 0 || next == steps.length || next == 0) {
      return seconds[Math.min(next, steps.length - 1)];
    }
    double passed = (double) (step - steps[next - 1]) / (steps[next] - steps[next - 1]);
    return seconds[next - 1] + passed * (seconds[next] - seconds[next - 1]);
  }
}
