package dev.gradtrace.interchange.tensorboard;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** The wall times of steps in seconds since 1970, interpolated linearly between recorded ones. */
public final class WallTimes {

  private static final double NANOS = 1e9;

  private record Mark(long step, double seconds) {}

  private final long[] steps;
  private final double[] seconds;

  private WallTimes(Deque<Mark> marks) {
    steps = marks.stream().mapToLong(Mark::step).toArray();
    seconds = marks.stream().mapToDouble(Mark::seconds).toArray();
  }

  /** Collects recorded times, in the order of recording. */
  public static final class Builder {

    private final Deque<Mark> marks = new ArrayDeque<>();

    private Builder() {}

    /** Adds the time after {@code step} steps; a resumed run repeats some steps. */
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

  /** Begins with the start of a run, at step 0. */
  public static Builder from(Instant start) {
    Builder builder = new Builder();
    builder.marks.add(new Mark(0, start.getEpochSecond() + start.getNano() / NANOS));
    return builder;
  }

  /** The time of a step; steps after the last recorded one get its time. */
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
