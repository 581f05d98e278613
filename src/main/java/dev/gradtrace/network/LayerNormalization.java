package dev.gradtrace.network;

/** A layer's normalisation and its position. */
public record LayerNormalization(Normalization kind, Position position) {

  /** Before or after σ. */
  public enum Position {
    /** u = N(z), a = σ(u). */
    BEFORE_ACTIVATION,
    /** a = N(σ(z)). */
    AFTER_ACTIVATION
  }
}
