package dev.gradtrace.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.oracle.Oracle;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class ElementaryTest {

  private static final Map<String, DoubleUnaryOperator> FUNCTIONS =
      Map.of(
          "exp", Elementary::exp,
          "expm1", Elementary::expm1,
          "log", Elementary::log,
          "log1p", Elementary::log1p,
          "sigmoid", Elementary::sigmoid,
          "sigmoidDerivative", Elementary::sigmoidSlope,
          "tanh", Elementary::tanh,
          "erf", Elementary::erf,
          "gelu", Elementary::gelu,
          "softplus", Elementary::softplus);

  /** For compositions of an exponential, a polynomial and a division. */
  private static final double MAX_ULPS = 3;

  /** z·Φ(z): the tail of Φ magnifies the rounding of z/√2 by z². */
  private static final double MAX_RELATIVE_GELU_TAIL = 1e-13;

  /** A subnormal Φ, rounded to 2⁻¹⁰⁷⁴, times a z of about 38. */
  private static final double SUBNORMAL_TOLERANCE = 64 * Double.MIN_VALUE;

  @TestFactory
  Stream<DynamicTest> isWithinThreeUlpsOfTheCorrectlyRoundedValue() {
    JsonNode functions = Oracle.read("elementary.json").get("functions");
    assertThat(functions.propertyNames()).containsExactlyInAnyOrderElementsOf(FUNCTIONS.keySet());
    return FUNCTIONS.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> verify(entry.getKey(), entry.getValue(), functions.get(entry.getKey()))));
  }

  private static void verify(String name, DoubleUnaryOperator function, JsonNode points) {
    double[] xs = Oracle.values(points.get("x"));
    double[] ys = Oracle.values(points.get("y"));
    for (int i = 0; i < xs.length; i++) {
      double actual = function.applyAsDouble(xs[i]);
      double allowed =
          name.equals("gelu") && xs[i] < -1
              ? Math.abs(ys[i]) * MAX_RELATIVE_GELU_TAIL
              : MAX_ULPS * Math.ulp(ys[i]);
      assertThat(Math.abs(actual - ys[i]))
          .as("%s(%s) = %s, not %s", name, xs[i], actual, ys[i])
          .isLessThanOrEqualTo(Math.max(allowed, SUBNORMAL_TOLERANCE));
    }
  }

  @Test
  void passesNaNThrough() {
    FUNCTIONS.forEach(
        (name, function) -> assertThat(function.applyAsDouble(Double.NaN)).as(name).isNaN());
  }

  @Test
  void reachesItsLimitsAtInfinity() {
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(Elementary.exp(infinity)).isEqualTo(infinity);
    assertThat(Elementary.exp(-infinity)).isZero();
    assertThat(Elementary.expm1(-infinity)).isEqualTo(-1);
    assertThat(Elementary.sigmoid(infinity)).isEqualTo(1);
    assertThat(Elementary.sigmoid(-infinity)).isZero();
    assertThat(Elementary.tanh(-infinity)).isEqualTo(-1);
    assertThat(Elementary.log(infinity)).isEqualTo(infinity);
    assertThat(Elementary.log(0)).isEqualTo(-infinity);
    assertThat(Elementary.log(-1)).isNaN();
    assertThat(Elementary.erf(-infinity)).isEqualTo(-1);
    assertThat(Elementary.gelu(-infinity)).isZero();
    assertThat(Elementary.geluSlope(infinity)).isEqualTo(1);
    assertThat(Elementary.siluSlope(-infinity)).isZero();
  }

  @Test
  void scalesAnExponentialThatWouldOverflow() {
    assertThat(Elementary.exp(800, -1154)).isEqualTo(1.1142189139490253);
  }
}
