package dev.gradtrace.interchange.onnx;

import dev.gradtrace.matrix.Elementary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** Activations of other tools that no layer here has; recognised so that refusals can name them. */
final class ForeignActivations {

  private static final Map<String, DoubleUnaryOperator> NAMES = new LinkedHashMap<>();

  static {
    NAMES.put(
        "the tanh approximation of GELU; only the exact one is an activation here:"
            + " use GELU(approximate='none')",
        ForeignActivations::tanhGelu);
    NAMES.put("Mish", ForeignActivations::mish);
    NAMES.put("HardSwish", z -> z * hardSigmoid(1.0 / 6, z));
    NAMES.put("HardSigmoid", z -> hardSigmoid(1.0 / 6, z));
    NAMES.put("HardSigmoid with the slope 0.2", z -> hardSigmoid(0.2, z));
    NAMES.put("ReLU6", z -> Math.min(Math.max(z, 0), 6));
    NAMES.put("HardTanh", z -> Math.min(Math.max(z, -1), 1));
    NAMES.put("Softsign", z -> z / (1 + Math.abs(z)));
    NAMES.put("Tanhshrink", z -> z - Elementary.tanh(z));
    NAMES.put("LogSigmoid", z -> -Elementary.softplus(-z));
    NAMES.put("the squared ReLU", z -> z > 0 ? z * z : 0);
    NAMES.put("a square", z -> z * z);
    NAMES.put("an absolute value", Math::abs);
  }

  private ForeignActivations() {}

  static double mish(double z) {
    return z * Elementary.tanh(Elementary.softplus(z));
  }

  static double tanhGelu(double z) {
    return 0.5 * z * (1 + Elementary.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z)));
  }

  private static double hardSigmoid(double slope, double z) {
    return Math.max(0, Math.min(1, slope * z + 0.5));
  }

  /** The name of the activation that a function is; empty if it is none of these. */
  static Optional<String> name(Samples samples) {
    return NAMES.entrySet().stream()
        .filter(known -> samples.are(known.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
