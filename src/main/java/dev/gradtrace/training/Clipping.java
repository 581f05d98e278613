package dev.gradtrace.training;

import dev.gradtrace.validation.Faults;
import org.jspecify.annotations.Nullable;

/**
 * How large a gradient may be, penalties included; first every entry, then the norm (Pascanu et al.
 * 2013).
 *
 * @param value largest magnitude of an entry, above 0; null for no limit
 * @param norm largest norm, above 0; null for no limit
 * @param scope what that is the norm of
 */
public record Clipping(@Nullable Double value, @Nullable Double norm, Scope scope) {

  /** Gradients of any size. */
  public static final Clipping NONE = new Clipping(null, null, Scope.GLOBAL);

  /** What is shortened together. */
  public enum Scope {
    /** Everything that is trained. */
    GLOBAL,
    /** Everything that is trained in one layer. */
    LAYER
  }

  public Clipping {
    Faults faults = new Faults();
    requireLimit(faults, "gradientClipValue", value);
    requireLimit(faults, "gradientClipNorm", norm);
    faults.throwIfAny();
  }

  private static void requireLimit(Faults faults, String name, @Nullable Double limit) {
    faults.unless(
        limit == null || Double.isFinite(limit) && limit > 0,
        name,
        "must be finite and above 0, was %s",
        limit);
  }

  /** The norm of everything limited. */
  public static Clipping toNorm(@Nullable Double norm) {
    return new Clipping(null, norm, Scope.GLOBAL);
  }

  /** Whether it leaves every gradient as it is. */
  public boolean isNone() {
    return value == null && norm == null;
  }
}
