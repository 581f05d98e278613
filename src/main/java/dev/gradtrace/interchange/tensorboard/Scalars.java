package dev.gradtrace.interchange.tensorboard;

/** Receives the scalars of a run. */
public interface Scalars {

  /**
   * Receives a scalar.
   *
   * @param tag such as {@code deltaLog10/layer_001}
   * @param seconds since 1970
   * @param value not finite if the run diverged
   */
  void add(String tag, long step, double seconds, double value);
}
