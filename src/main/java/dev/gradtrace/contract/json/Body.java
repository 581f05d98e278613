package dev.gradtrace.contract.json;

import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request body as far as it could be read, and what was wrong with its form.
 *
 * @param value what was read; null when there is nothing to work with. Where a fault was found, a
 *     component is null even though it is required
 * @param faults what is malformed
 * @param fingerprint SHA-256 of the bytes, in hexadecimal; empty unless it is needed
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
   * Translates the value to the domain. A malformed body is translated too, as far as that goes, so
   * that every fault is reported at once.
   *
   * @throws InvalidSpec with the malformed and the meaningless
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

  /** Whether a fault only follows from one that was reported. */
  private boolean isCovered(Fault found) {
    return faults.stream().anyMatch(known -> follows(found, known));
  }

  /**
   * A fault at the place of another or below it follows from that; so does one that misses or
   * counts the members of an object in which a member was refused.
   */
  private static boolean follows(Fault found, Fault known) {
    return found.pointer().equals(known.pointer())
        || found.pointer().startsWith(known.pointer() + "/")
        || found.kind() == Fault.Kind.MALFORMED
            && known.pointer().startsWith(found.pointer() + "/");
  }
}
