package dev.gradtrace.validation;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects faults, so that a value is refused once, with all of them, or the first hundred. */
public final class Faults {

  /** Checks may stop once so many faults are found; more are not kept. */
  public static final int MOST = 100;

  /** An element of what was sent is shown, and how many there are, if they are more than these. */
  private static final int MOST_ELEMENTS = 20;

  private final List<Fault> found = new ArrayList<>();

  /** Notes that the value at {@code pointer} means nothing, unless {@code holds}. */
  public void unless(boolean holds, String pointer, String format, @Nullable Object... values) {
    if (!holds && !areMost()) {
      found.add(new Fault(pointer, text(format, values), Fault.Kind.MEANINGLESS));
    }
  }

  /** Notes that the value at {@code pointer} has the wrong form. */
  public void malformed(String pointer, String format, @Nullable Object... values) {
    if (!areMost()) {
      found.add(new Fault(pointer, text(format, values), Fault.Kind.MALFORMED));
    }
  }

  /** Notes a fault found elsewhere. */
  public void add(Fault fault) {
    if (!areMost()) {
      found.add(fault);
    }
  }

  /**
   * Builds a part of the value; what is wrong with the part is noted below {@code pointer}.
   *
   * @return the part, or null when it was refused
   */
  public <T> @Nullable T part(String pointer, Supplier<? extends @Nullable T> part) {
    try {
      return part.get();
    } catch (InvalidSpec e) {
      e.faults().forEach(fault -> add(fault.within(pointer)));
      return null;
    }
  }

  /**
   * Builds a part from what was given for it, as {@link #part(String, Supplier)} does.
   *
   * @param given null when it was refused before, or not given; then so is the part
   */
  public <R, T> @Nullable T part(
      String pointer, @Nullable R given, Function<? super R, ? extends @Nullable T> part) {
    return given == null ? null : this.<T>part(pointer, () -> part.apply(given));
  }

  /** Runs a check of a part; what is wrong is noted below {@code pointer}. */
  public void within(String pointer, Runnable check) {
    part(
        pointer,
        () -> {
          check.run();
          return null;
        });
  }

  /**
   * A value that a further check depends on. It is missing only because it was refused already;
   * then the check is given up with what was found so far.
   *
   * @throws InvalidSpec if the value is missing
   */
  public <T> T need(@Nullable T value) {
    if (value == null) {
      throw new InvalidSpec(found);
    }
    return value;
  }

  /** Whether nothing was found so far. */
  public boolean none() {
    return found.isEmpty();
  }

  /** Whether so many were found that no more are kept, and none need be looked for. */
  public boolean areMost() {
    return found.size() >= MOST;
  }

  /** What was found so far. */
  public List<Fault> found() {
    return List.copyOf(found);
  }

  /**
   * @throws InvalidSpec if anything was found
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidSpec(found);
    }
  }

  static String text(String format, @Nullable Object... values) {
    return values.length == 0
        ? format
        : String.format(Locale.ROOT, format, Arrays.stream(values).map(Faults::shown).toArray());
  }

  /** A value as messages show it: text and lists that were sent are shortened. */
  private static @Nullable Object shown(@Nullable Object value) {
    if (value instanceof Collection<?> sent) {
      String first =
          sent.stream().limit(MOST_ELEMENTS).map(String::valueOf).collect(joining(", ", "[", ""));
      return Fault.shorten(first) + (sent.size() > MOST_ELEMENTS ? ", …]" : "]");
    }
    return value instanceof CharSequence ? Fault.shorten(value.toString()) : value;
  }

  /** Names that are known here, as a message lists them: all of them. */
  public record Known(Collection<String> names) {

    @Override
    public String toString() {
      return String.join(", ", names);
    }
  }
}
