package dev.gradtrace.matrix;

import java.util.Locale;
import java.util.stream.Stream;

/** Selects the kernel, for tests and benchmarks; the service switches only once. */
public enum KernelChoice {
  PLAIN,
  VECTOR;

  private static Kernel warm;

  /** The kernels available in this JVM. */
  public static Stream<KernelChoice> available() {
    return Kernels.hasVectors() ? Stream.of(values()) : Stream.of(PLAIN);
  }

  /** Activates this kernel in the JVM; the vector kernel is warmed up first. */
  public void use() {
    activate(this == PLAIN ? Kernels.plainKernel() : warm());
  }

  /** The name in results. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static synchronized Kernel warm() {
    if (warm == null) {
      if (!Kernels.hasVectors()) {
        throw new IllegalStateException(Kernels.description());
      }
      Kernels.warmUp();
      warm = Kernels.active();
    }
    return warm;
  }

  private static void activate(Kernel kernel) {
    try {
      var active = Kernels.class.getDeclaredField("active");
      active.setAccessible(true);
      active.set(null, kernel);
    } catch (ReflectiveOperationException changed) {
      throw new LinkageError("Kernels has no field of the active kernel", changed);
    }
  }
}
