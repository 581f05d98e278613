package dev.gradtrace.validation;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A value was refused; carries every fault that was found. */
public final class InvalidSpec extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /**
   * @param faults what is wrong; empty when all of it was reported before
   */
  public InvalidSpec(List<Fault> faults) {
    this.faults = List.copyOf(faults.subList(0, Math.min(faults.size(), Faults.MOST)));
  }

  /** All faults; put together only for those who read it. */
  @Override
  public String getMessage() {
    return faults.stream()
        .map(fault -> fault.pointer() + " " + fault.detail())
        .collect(Collectors.joining("; "));
  }

  /** Every fault that was found, in the order of finding, or the first hundred. */
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

  /** The refusal of one value that is well-formed but means nothing here. */
  public static InvalidSpec meaningless(String pointer, String format, @Nullable Object... values) {
    return new InvalidSpec(
        List.of(new Fault(pointer, Faults.text(format, values), Fault.Kind.MEANINGLESS)));
  }

  /** The refusal of one value that is not of the form described by the contract. */
  public static InvalidSpec malformed(String pointer, String format, @Nullable Object... values) {
    return new InvalidSpec(
        List.of(new Fault(pointer, Faults.text(format, values), Fault.Kind.MALFORMED)));
  }
}
