package dev.gradtrace.interchange.tensorboard;

/** Receives the numbers of a run. */
public interface Scalars {

  /**
   * Receives one.
   *
   * @param tag such as {@code deltaLog10/layer_001}
   * @param seconds since 1970
   * @param value not finite where the run lost it
   */
  void add(String tag, long step, double seconds, double value);
}
