package dev.gradtrace.training;

/**
 * Work that needs nothing but a core: a chain of dependent multiply-adds. What it takes tells how
 * fast the core is just now.
 */
final class Yardstick {

  private double value = 1;

  /** So many multiply-adds. */
  void run(int links) {
    double x = value;
    for (int i = 0; i < links; i++) {
      x = Math.fma(x, 0.999, 0.001);
    }
    value = x;
  }

  /** Nanoseconds of CPU for one link of the chain; about 1.3 at 3 GHz. */
  double nanoseconds() {
    return 1e3 * Timing.afterWarmUp(0.1, n -> run(1000 * n)).cpu() / 1000;
  }
}
