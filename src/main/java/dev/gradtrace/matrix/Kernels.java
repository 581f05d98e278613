package dev.gradtrace.matrix;

/** Which {@link Kernel} runs. */
public final class Kernels {

  private static final Kernel PLAIN = new PlainKernel();

  private static final boolean VECTORS =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  /** Not volatile: any thread may switch late, since the kernel never changes a bit. */
  private static Kernel active = PLAIN;

  private Kernels() {}

  static Kernel active() {
    return active;
  }

  /** The kernel that runs now, and how to get a faster one where there is one. */
  public static String description() {
    return VECTORS
        ? active.label()
        : active.label() + "; start java with --add-modules jdk.incubator.vector for a faster one";
  }

  /**
   * Has C2 compile the vector kernel, then switches to it; does nothing where there is no Vector
   * API. Takes about a second, during which every other thread works on with the plain kernel.
   */
  public static void warmUp() {
    if (VECTORS && active == PLAIN) {
      Kernel vector = vectorKernel();
      Warmup.run(vector);
      active = vector;
    }
  }

  /** The kernel on the Vector API; only where its module is there. */
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
