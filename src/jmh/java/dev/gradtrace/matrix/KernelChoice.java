package dev.gradtrace.matrix;

/**
 * Which kernel a measurement runs on; one per JVM, since a JVM that has switched does not go back.
 */
public enum KernelChoice {
  /** What a JVM without the Vector API works with to the end. */
  PLAIN,
  VECTOR;

  /** Makes this the kernel of the JVM. */
  public void use() {
    if (this == VECTOR) {
      Kernels.warmUp();
    }
    if (!Kernels.description().startsWith(label())) {
      throw new IllegalStateException(
          "asked for the " + label() + " kernel, runs on: " + Kernels.description());
    }
  }

  /** The name in results. */
  public String label() {
    return this == PLAIN ? "plain" : "vector";
  }
}
