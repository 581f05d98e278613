package dev.gradtrace.matrix;

/** Selects the {@link Kernel}. */
public final class Kernels {

  private static final Kernel PLAIN = new PlainKernel();

  private static final boolean VECTORS =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  /** Not volatile: a thread may see the change late, since all kernels give the same bits. */
  private static Kernel active = PLAIN;

  private Kernels() {}

  static Kernel active() {
    return active;
  }

  /** The current kernel, and how to get a faster one if that is possible. */
  public static String description() {
    return VECTORS
        ? active.label()
        : active.label() + "; start java with --add-modules jdk.incubator.vector for a faster one";
  }

  /**
   * Lets C2 compile the vector kernel, then switches to it; does nothing without the Vector API.
   * Takes about a second, while other threads use the plain kernel.
   */
  public static void warmUp() {
    if (VECTORS && active == PLAIN) {
      Kernel vector = vectorKernel();
      Warmup.run(vector);
      active = vector;
    }
  }

  /** The kernel on the Vector API; its module must be present. */
  static Kernel vectorKernel() {
    return new VectorKernel();
  }

  static Kernel plainKernel() {
    return PLAIN;
  }

  /** Whether there is a Vector API. */
  static boolean hasVectors() {
    return VECTORS;
  }
}
