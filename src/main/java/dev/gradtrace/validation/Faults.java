package dev.gradtrace.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects faults, so that a value is refused once, with all of them. */
public final class Faults {

  /** Checks may stop, and answers list no more, once so many faults are found. */
  public static final int MOST = 100;

  private final List<Fault> found = new ArrayList<>();

  /** Notes that the value at {@code pointer} means nothing, unless {@code holds}. */
  public void unless(boolean holds, String pointer, String format, @Nullable Object... values) {
    if (!holds) {
      found.add(new Fault(pointer, text(format, values), Fault.Kind.MEANINGLESS));
    }
  }

  /** Notes that the value at {@code pointer} has the wrong form. */
  public void malformed(String pointer, String format, @Nullable Object... values) {
    found.add(new Fault(pointer, text(format, values), Fault.Kind.MALFORMED));
  }

  /** Notes a fault found elsewhere. */
  public void add(Fault fault) {
    found.add(fault);
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
      e.faults().forEach(fault -> found.add(fault.within(pointer)));
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
    return values.length == 0 ? format : String.format(Locale.ROOT, format, values);
  }
}
