package dev.gradtrace.gradient.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.gradient.BackPropagation;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.ForwardPass;
import dev.gradtrace.gradient.HessianProduct;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.oracle.Oracle;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Hessians agree with automatic differentiation in 60 digits. */
class CurvatureOracleTest {

  /** For a product, relative to its largest entry. */
  private static final double OF_PRODUCTS = 1e-10;

  /** For an eigenvalue, relative to the largest in magnitude. */
  private static final double OF_EIGENVALUES = 1e-8;

  @TestFactory
  Stream<DynamicTest> productsAgreeWithAutomaticDifferentiation() {
    return cases(CurvatureOracleTest::verifyProduct);
  }

  @TestFactory
  Stream<DynamicTest> theLargestEigenvalueIsThatOfTheWholeHessian() {
    return cases(CurvatureOracleTest::verifySharpness);
  }

  private static Stream<DynamicTest> cases(Consumer<JsonNode> verify) {
    JsonNode cases = Oracle.read("curvatures.json").get("cases");
    assertThat(cases.size()).isGreaterThan(30);
    return StreamSupport.stream(cases.spliterator(), false)
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.get("name").asString(), () -> verify.accept(example)));
  }

  private static void verifyProduct(JsonNode example) {
    Batch batch = Batch.of(example);
    NetworkSpec spec = batch.network.spec();
    ForwardPass.run(batch.network, batch.pass);
    BackPropagation.run(batch.network, batch.cost, batch.pass);
    Parameters product = Parameters.zeros(spec);
    new HessianProduct(batch.network, batch.cost, batch.pass, batch.penalty)
        .apply(trainedOnes(example.at("/expected/direction"), spec), product);
    List<Matrix> expected = trainedOnes(example.at("/expected/product"), spec).trained(spec);
    double largest = expected.stream().mapToDouble(Matrix::maxAbs).max().orElse(0);
    for (int k = 0; k < expected.size(); k++) {
      assertThat(product.trained(spec).get(k).toArray())
          .as("matrix %d", k)
          .containsExactly(expected.get(k).toArray(), within(OF_PRODUCTS * largest));
    }
  }

  /** Numbers in the shape of parameters; 0 for those that are not trained. */
  private static Parameters trainedOnes(JsonNode layers, NetworkSpec spec) {
    List<Matrix> given = Oracle.parameters(layers, spec).trained(spec);
    Parameters numbers = Parameters.zeros(spec);
    for (int k = 0; k < given.size(); k++) {
      numbers.trained(spec).get(k).set(given.get(k));
    }
    return numbers;
  }

  private static void verifySharpness(JsonNode example) {
    Batch batch = Batch.of(example);
    JsonNode expected = example.get("expected");
    Curvature curvature =
        Curvature.of(batch.network, batch.cost, batch.pass, batch.penalty, batch.seed);
    double largest = expected.get("sharpness").asDouble();
    double scale = Math.max(Math.abs(largest), Math.abs(expected.get("smallest").asDouble()));
    assertThat(curvature.sharpness()).isCloseTo(largest, within(OF_EIGENVALUES * scale));
    assertThat(curvature.residual()).isLessThanOrEqualTo(LargestEigenvalue.TOLERANCE);
  }

  /** The batch of a request. */
  private record Batch(Network network, Cost cost, Workspace pass, double penalty, long seed) {

    static Batch of(JsonNode example) {
      JsonNode request = example.get("request");
      NetworkSpec spec = Oracle.network(request.get("network"));
      Matrix inputs = Matrix.ofSamples(Oracle.rows(request.at("/batch/inputs")));
      Mode mode = Mode.valueOf(request.get("mode").asString().toUpperCase(Locale.ROOT));
      long seed = request.get("seed").asLong();
      Workspace pass = Workspace.of(spec, inputs.columns(), mode);
      pass.inputs().set(inputs);
      pass.targets().set(Matrix.ofSamples(Oracle.rows(request.at("/batch/targets"))));
      pass.drawMasks(seed, 1);
      return new Batch(
          new Network(spec, Oracle.parameters(request.get("parameters"), spec)),
          Oracle.cost(request.get("cost")),
          pass,
          example.get("penalty").asDouble(),
          seed);
    }
  }
}
