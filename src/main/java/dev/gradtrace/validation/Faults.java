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

/** Collects faults, so that a value is refused once, with up to a hundred of them. */
public final class Faults {

  /** Most faults that are kept; checks may stop then. */
  public static final int MOST = 100;

  /** A longer list is shown in messages as one element and its size. */
  private static final int MOST_ELEMENTS = 20;

  private final List<Fault> found = new ArrayList<>();

  /** Adds a fault, of a value that is not meaningful, unless {@code holds}. */
  public void unless(boolean holds, String pointer, String format, @Nullable Object... values) {
    if (!holds && !areMost()) {
      found.add(new Fault(pointer, text(format, values), Fault.Kind.MEANINGLESS));
    }
  }

  /** Adds a fault of a value of the wrong form. */
  public void malformed(String pointer, String format, @Nullable Object... values) {
    if (!areMost()) {
      found.add(new Fault(pointer, text(format, values), Fault.Kind.MALFORMED));
    }
  }

  public void add(Fault fault) {
    if (!areMost()) {
      found.add(fault);
    }
  }

  /**
   * Builds a part of the value; faults of the part are added below {@code pointer}.
   *
   * @return the part, or null if it was refused
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
   * Builds a part from {@code given}, as {@link #part(String, Supplier)} does.
   *
   * @param given null if it was refused before or not sent; then the part is null, too
   */
  public <R, T> @Nullable T part(
      String pointer, @Nullable R given, Function<? super R, ? extends @Nullable T> part) {
    return given == null ? null : this.<T>part(pointer, () -> part.apply(given));
  }

  /** Checks a part; its faults are added below {@code pointer}. */
  public void within(String pointer, Runnable check) {
    part(
        pointer,
        () -> {
          check.run();
          return null;
        });
  }

  /**
   * A value that a further check depends on; if it is missing because it was refused, checking ends
   * with the faults found so far.
   *
   * @throws InvalidSpec if the value is null
   */
  public <T> T need(@Nullable T value) {
    if (value == null) {
      throw new InvalidSpec(found);
    }
    return value;
  }

  /** Whether there are no faults so far. */
  public boolean none() {
    return found.isEmpty();
  }

  /** Whether {@link #MOST} faults were found; further ones are dropped, and checks may stop. */
  public boolean areMost() {
    return found.size() >= MOST;
  }

  /** The faults so far. */
  public List<Fault> found() {
    return List.copyOf(found);
  }

  /**
   * @throws InvalidSpec if there are faults
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

  /** A value as shown in messages: text and lists from the client are shortened. */
  private static @Nullable Object shown(@Nullable Object value) {
    if (value instanceof Collection<?> sent) {
      String first =
          sent.stream().limit(MOST_ELEMENTS).map(String::valueOf).collect(joining(", ", "[", ""));
      return Fault.shorten(first) + (sent.size() > MOST_ELEMENTS ? ", …]" : "]");
    }
    return value instanceof CharSequence ? Fault.shorten(value.toString()) : value;
  }

  /** Known names, which messages list completely. */
  public record Known(Collection<String> names) {

    @Override
    public String toString() {
      return String.join(", ", names);
    }
  }
}
