package dev.gradtrace.contract.json;

import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request body as far as it could be read, with the faults of its form.
 *
 * @param value null if nothing could be read; if there are faults, required components may be null,
 *     too
 * @param faults of its form
 * @param fingerprint SHA-256 of the bytes, in hexadecimal; empty unless needed
 */
public record Body<T>(@Nullable T value, List<Fault> faults, String fingerprint) {

  public Body {
    faults = List.copyOf(faults);
  }

  /** The same body with its fingerprint. */
  public Body<T> identifiedBy(String hash) {
    return new Body<>(value, faults, hash);
  }

  /**
   * Translates the value to the domain; a body with faults is translated as well as possible, so
   * that all faults are reported at once.
   *
   * @throws InvalidSpec with the faults of form and of meaning
   */
  public <S> S to(Function<? super T, ? extends S> translation) {
    Faults checks = new Faults();
    S result =
        value == null ? null : checks.<S>part("", () -> translation.apply(checks.need(value)));
    Faults all = new Faults();
    faults.forEach(all::add);
    checks.found().stream().filter(fault -> !isCovered(fault)).forEach(all::add);
    all.throwIfAny();
    return all.need(result);
  }

  /** Whether a fault only follows from one of the body's form. */
  private boolean isCovered(Fault found) {
    return faults.stream().anyMatch(known -> follows(found, known));
  }

  /**
   * Whether a fault follows from another: it is at the same place or below it, or is about missing
   * members or their number in an object with a refused member.
   */
  private static boolean follows(Fault found, Fault known) {
    return found.pointer().equals(known.pointer())
        || found.pointer().startsWith(known.pointer() + "/")
        || found.kind() == Fault.Kind.MALFORMED
            && known.pointer().startsWith(found.pointer() + "/");
  }
}
