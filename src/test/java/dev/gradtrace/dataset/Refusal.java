package dev.gradtrace.dataset;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The message of a refused call. */
public final class Refusal {

  private Refusal() {}

  /** Pointer and detail of every fault. */
  public static List<String> of(ThrowingCallable call) {
    return catchThrowableOfType(InvalidSpec.class, call).faults().stream()
        .map(fault -> fault.pointer() + " " + fault.detail())
        .toList();
  }
}
