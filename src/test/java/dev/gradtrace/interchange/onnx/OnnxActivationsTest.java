package dev.gradtrace.interchange.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.interchange.ImportedNetwork;
import dev.gradtrace.interchange.Networks;
import dev.gradtrace.matrix.Elementary;
import dev.gradtrace.network.Network;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An activation is read if it is one everywhere, not only where networks usually work. */
class OnnxActivationsTest {

  private static final long MANY = 1000;

  /** Constants of 32 bits. */
  private static final double TOLERANCE = 1e-6;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = Clip(h, 0, 10)",
        "a = Clip(h, 0, 1e6)",
        "a = Clip(h, 0, 1e29)",
        "a = Clip(h, -1000, 1000)",
        "a = Clip(h, -1e-3, 1e9)",
        "q = Mul(h, 1e-5)|a = Clip(q, 0, 10)",
        "b = Exp(5)|a = Clip(h, 0, b)",
        "c = Clip(h, -20, 20)|a = Exp(c)",
        "c = Max(h, -20)|a = Exp(c)",
        "c = Clip(h, -700, 700)|t = Tanh(c)|r = Relu(c)|a = Add(t, r)",
        "c = Clip(h, -9, 9)|a = Sigmoid(c)",
        "c = Clip(h, -20, 1e4)|a = Softplus(c)",
        "c = Greater(h, 0.1)|a = Where(c, h, 0)",
        "c = Greater(h, 1e-3)|a = Where(c, h, 0)",
        "c = Greater(h, 1e-6)|a = Where(c, h, 0)",
        "c = Less(h, 1e7)|r = Relu(h)|a = Where(c, r, 0)",
        "q = Mul(h, 3)|c = Greater(q, 0.1)|a = Where(c, h, 0)",
        "b = Abs(h)|c = Greater(b, 0.1)|a = Where(c, h, 0)",
        "c = Greater(h, 0.1)|l = Mul(h, 0.2)|a = Where(c, h, l)",
        "a = ThresholdedRelu(h; alpha 0.1)",
        "a = ThresholdedRelu(h; alpha 0.0001)",
        "r = Relu(h)|a = Min(r, 10)",
        "r = Relu(h)|q = Mul(r, 0.001)|a = Min(q, 50)",
        "r = Relu(h)|d = Sub(1e5, r)|e = Relu(d)|a = Sub(1e5, e)",
        "m = Mul(h, 1)|d = Sub(m, 3.3)|b = Abs(d)|c = Less(b, 1e-6)|a = Where(c, 0, h)",
        "c = Equal(h, 3.3)|a = Where(c, 0, h)",
        "m = Mul(h, 1)|d = Sub(m, 3.3)|p = Mul(d, d)|q = Mul(p, -1e9)|e = Exp(q)|a = Add(h, e)",
        "m = Mul(h, 1)|d = Sub(m, 0.1)|q = Mul(d, 1e7)|s = Sigmoid(q)|a = Mul(h, s)",
        "m = Mul(h, 1)|d = Sub(m, 0.1)|s = Sign(d)|t = Add(s, 1)|u = Mul(t, 0.5)|a = Mul(h, u)",
        "m = Mul(h, 1)|d = Sub(m, 0.1)|r = Relu(d)|s = Mul(r, 1e-3)|t = Relu(h)|a = Add(t, s)",
      })
  void refusesWhatIsNoActivationSomewhere(String lines) {
    byte[] model = GraphText.activation(lines.split("\\|"));
    assertThatThrownBy(() -> OnnxImport.read(model, MANY))
        .hasMessageContaining("/graph/node/")
        .hasMessageContaining("none of the activations");
  }

  static Stream<Arguments> spellings() {
    return Stream.of(
        spelling("a = Clip(h, 0, 1e30)", z -> Math.max(z, 0)),
        spelling("a = Clip(h, 0)", z -> Math.max(z, 0)),
        spelling("a = Clip(h, -3.4e38, 3.4e38)", z -> z),
        spelling("a = Max(h, 0)", z -> Math.max(z, 0)),
        spelling("c = Greater(h, 0)|a = Where(c, h, 0)", z -> Math.max(z, 0)),
        spelling("b = Abs(h)|s = Add(h, b)|a = Mul(s, 0.5)", z -> Math.max(z, 0)),
        spelling(
            "n = Neg(h)|m = Relu(n)|l = Mul(m, 0.2)|r = Relu(h)|a = Sub(r, l)",
            z -> z > 0 ? z : 0.2 * z),
        spelling(
            "q = Div(h, 1.41421354)|e = Erf(q)|p = Add(e, 1)|m = Mul(h, p)|a = Mul(m, 0.5)",
            Elementary::gelu),
        spelling("s = Sigmoid(h)|a = Mul(h, s)", Elementary::silu),
        spelling("n = Neg(h)|e = Exp(n)|p = Add(e, 1)|a = Div(h, p)", Elementary::silu),
        spelling(
            "q = Mul(h, 1.702)|s = Sigmoid(q)|a = Mul(h, s)",
            z -> z * Elementary.sigmoid(1.702 * z)),
        spelling("e = Exp(h)|p = Add(e, 1)|a = Log(p)", Elementary::softplus),
        spelling("s = Softplus(h)|c = Greater(h, 20)|a = Where(c, h, s)", Elementary::softplus),
        spelling("n = Neg(h)|s = Sigmoid(n)|l = Log(s)|a = Neg(l)", Elementary::softplus),
        spelling(
            "n = Mul(h, -2)|e = Exp(n)|p = Add(e, 1)|q = Sub(1, e)|a = Div(q, p)",
            Elementary::tanh),
        spelling("q = Mul(h, 2)|s = Sigmoid(q)|t = Mul(s, 2)|a = Sub(t, 1)", Elementary::tanh),
        spelling(
            "e = Exp(h)|d = Sub(e, 1)|c = Greater(h, 0)|a = Where(c, h, d)",
            z -> z > 0 ? z : Math.expm1(z)),
        spelling(
            "m = Min(h, 0)|e = Exp(m)|d = Sub(e, 1)|r = Relu(h)|a = Add(r, d)",
            z -> z > 0 ? z : Math.expm1(z)),
        spelling("a = Celu(h; alpha 2)", z -> z > 0 ? z : 2 * Math.expm1(z / 2)));
  }

  private static Arguments spelling(String lines, DoubleUnaryOperator function) {
    return Arguments.of(lines, function);
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void readsAnActivationHoweverItIsSpelt(String lines, DoubleUnaryOperator function) {
    ImportedNetwork imported = OnnxImport.read(GraphText.activation(lines.split("\\|")), MANY);
    Network network = new Network(imported.network(), imported.parameters());
    for (double z : new double[] {-300, -20, -3, -0.5, 0, 0.1, 2, 19, 21, 300}) {
      double expected = function.applyAsDouble(z);
      assertThat(Networks.answer(network, new double[][] {{z}})[0][0])
          .isCloseTo(expected, within(TOLERANCE * (1 + Math.abs(expected))));
    }
  }

  @Test
  void refusesAnActivationOfThousandsOfSteps() {
    StringBuilder powers = new StringBuilder("p0 = Mul(h, h)\n");
    for (int i = 1; i < 2000; i++) {
      powers.append("p" + i + " = Mul(p" + (i - 1) + ", h)\n");
    }
    byte[] model = GraphText.activation(powers + "a = Relu(p1999)");
    assertThatThrownBy(() -> OnnxImport.read(model, MANY))
        .hasMessageContaining("more than 500 steps");
  }

  @Test
  void refusesAFunctionThatBendsEverywhere() {
    StringBuilder folds = new StringBuilder("f0 = Mod(h, 1e-3)\n");
    for (int i = 1; i < 60; i++) {
      folds.append("f" + i + " = Mod(f" + (i - 1) + ", 1.7e-" + (3 + i % 4) + ")\n");
    }
    byte[] model = GraphText.activation(folds + "a = Relu(f59)");
    assertThatThrownBy(() -> OnnxImport.read(model, MANY)).hasMessageContaining("/graph/node/");
  }
}
