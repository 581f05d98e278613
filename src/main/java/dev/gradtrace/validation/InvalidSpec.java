package dev.gradtrace.validation;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A value was refused; carries all faults found. */
public final class InvalidSpec extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /**
   * @param faults the reasons; empty if all of them were reported before
   */
  public InvalidSpec(List<Fault> faults) {
    this.faults = List.copyOf(faults.subList(0, Math.min(faults.size(), Faults.MOST)));
  }

  /** All faults as one text, built only when asked for. */
  @Override
  public String getMessage() {
    return faults.stream()
        .map(fault -> fault.pointer() + " " + fault.detail())
        .collect(Collectors.joining("; "));
  }

  /** The faults in the order in which they were found, at most a hundred. */
  public List<Fault> faults() {
    return faults;
  }

  /**
   * Refuses the value at {@code pointer} unless {@code holds}.
   *
   * @param format a {@link String#format} pattern for the reason
   */
  public static void unless(
      boolean holds, String pointer, String format, @Nullable Object... values) {
    if (!holds) {
      throw meaningless(pointer, format, values);
    }
  }

  /** The refusal of one value that is well-formed but not meaningful. */
  public static InvalidSpec meaningless(String pointer, String format, @Nullable Object... values) {
    return new InvalidSpec(
        List.of(new Fault(pointer, Faults.text(format, values), Fault.Kind.MEANINGLESS)));
  }

  /** The refusal of one value of the wrong form. */
  public static InvalidSpec malformed(String pointer, String format, @Nullable Object... values) {
    return new InvalidSpec(
        List.of(new Fault(pointer, Faults.text(format, values), Fault.Kind.MALFORMED)));
  }
}
