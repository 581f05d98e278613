package dev.gradtrace.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.matrix.RandomStream.Purpose;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelPointwiseTest {

  private static final double[] EXTREMES = {
    0,
    -0.0,
    Double.MIN_VALUE,
    -1e-310,
    699.9,
    -700.1,
    745,
    -745.2,
    800,
    -800,
    38,
    -38,
    -38.7,
    -39.6,
    -40,
    -40.1,
    0.53,
    -0.53033008588991,
    -1e160,
    1e300,
    Double.NEGATIVE_INFINITY,
    Double.POSITIVE_INFINITY,
    Double.NaN
  };

  /** Number of elements, no multiple of a register. */
  private static final int SEVERAL_BLOCKS = 3005;

  static Stream<Kernel> kernels() {
    return KernelProductsTest.kernels();
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void sigmoidIsThatOfItsDefinitionBitForBit(Kernel kernel) {
    double[] z = points();
    double[] value = new double[z.length];
    double[] slope = new double[z.length];
    kernel.sigmoid(z, value, slope, z.length);
    for (int i = 0; i < z.length; i++) {
      assertSame(value[i], Elementary.sigmoid(z[i]), "σ", z[i]);
      assertSame(slope[i], Elementary.sigmoidSlope(z[i]), "σ′", z[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void reluIsThatOfItsDefinitionBitForBit(Kernel kernel) {
    double[] z = points();
    double[] value = new double[z.length];
    double[] slope = new double[z.length];
    kernel.relu(z, value, slope, z.length);
    for (int i = 0; i < z.length; i++) {
      assertSame(value[i], Math.max(z[i], 0), "relu", z[i]);
      assertSame(slope[i], z[i] > 0 ? 1 : 0, "relu′", z[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void tanhIsThatOfItsDefinitionBitForBit(Kernel kernel) {
    double[] z = points();
    double[] value = new double[z.length];
    double[] slope = new double[z.length];
    kernel.tanh(z, value, slope, z.length);
    for (int i = 0; i < z.length; i++) {
      assertSame(value[i], Elementary.tanh(z[i]), "tanh", z[i]);
      assertSame(slope[i], Elementary.tanhSlope(z[i]), "tanh′", z[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void expAndLogAreThoseOfTheirDefinitionsBitForBit(Kernel kernel) {
    double[] x = points();
    double[] exp = x.clone();
    double[] log = x.clone();
    kernel.exp(exp, x.length);
    kernel.log(log, x.length);
    for (int i = 0; i < x.length; i++) {
      assertSame(exp[i], Elementary.exp(x[i]), "exp", x[i]);
      assertSame(log[i], Elementary.log(x[i]), "log", x[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void theOthersAreThoseOfTheirDefinitionsBitForBit(Kernel kernel) {
    double[] z = points();
    double[] value = new double[z.length];
    double[] slope = new double[z.length];
    kernel.silu(z, value, slope, z.length);
    assertAll(z, value, slope, "silu", Elementary::silu, Elementary::siluSlope);
    kernel.softplus(z, value, slope, z.length);
    assertAll(z, value, slope, "softplus", Elementary::softplus, Elementary::sigmoid);
    kernel.gelu(z, value, slope, z.length);
    assertAll(z, value, slope, "gelu", Elementary::gelu, Elementary::geluSlope);
    for (double alpha : new double[] {1, Pointwise.SELU_ALPHA}) {
      kernel.elu(1.05, alpha, z, value, slope, z.length);
      assertAll(
          z,
          value,
          slope,
          "elu",
          x -> Pointwise.elu(1.05, alpha, x),
          x -> Pointwise.eluSlope(1.05, alpha, x));
    }
  }

  private static void assertAll(
      double[] z,
      double[] value,
      double[] slope,
      String name,
      DoubleUnaryOperator function,
      DoubleUnaryOperator derivative) {
    for (int i = 0; i < z.length; i++) {
      assertSame(value[i], function.applyAsDouble(z[i]), name, z[i]);
      assertSame(slope[i], derivative.applyAsDouble(z[i]), name + "′", z[i]);
    }
  }

  /** Extreme values among ordinary ones, at every position in a register. */
  private static double[] points() {
    RandomStream random = RandomStream.of(4, Purpose.GENERATOR, 0);
    double[] z = new double[EXTREMES.length * 17 + SEVERAL_BLOCKS];
    for (int i = 0; i < z.length; i++) {
      double spread = i % 3 == 0 ? 0.2 : 3;
      z[i] =
          i % 17 == 0 && i / 17 < EXTREMES.length ? EXTREMES[i / 17] : spread * random.gaussian();
    }
    return z;
  }

  private static void assertSame(double actual, double expected, String name, double z) {
    assertThat(Double.doubleToLongBits(actual))
        .as("%s(%s) = %s, not %s", name, z, actual, expected)
        .isEqualTo(Double.doubleToLongBits(expected));
  }
}
