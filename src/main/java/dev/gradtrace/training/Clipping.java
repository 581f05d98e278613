package dev.gradtrace.training;

import dev.gradtrace.validation.Faults;
import org.jspecify.annotations.Nullable;

/**
 * Clipping of the gradient, penalties included: first of every entry, then of the norm (Pascanu et
 * al. 2013).
 *
 * @param value largest magnitude of an entry, above 0; null for no limit
 * @param norm largest norm, above 0; null for no limit
 * @param scope parameters over which the norm is taken
 */
public record Clipping(@Nullable Double value, @Nullable Double norm, Scope scope) {

  /** No clipping. */
  public static final Clipping NONE = new Clipping(null, null, Scope.GLOBAL);

  /** Parameters over which a norm is taken. */
  public enum Scope {
    /** All trainable parameters together. */
    GLOBAL,
    /** The trainable parameters of each layer separately. */
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

  /** Clips the norm over all trainable parameters; null for no limit. */
  public static Clipping toNorm(@Nullable Double norm) {
    return new Clipping(null, norm, Scope.GLOBAL);
  }

  /** Whether nothing is clipped. */
  public boolean isNone() {
    return value == null && norm == null;
  }
}
