package dev.gradtrace.gradient.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.gradient.BackPropagation;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.ForwardPass;
import dev.gradtrace.gradient.HessianProduct;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.matrix.Decompositions;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.validation.Deadline;
import dev.gradtrace.validation.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurvatureTest {

  /** The error of an eigenvalue is the square of its residual, 10⁻⁶, over the gap. */
  private static final double TOLERANCE = 1e-9;

  @ParameterizedTest
  @MethodSource("dev.gradtrace.gradient.SignalOperationsTest#networks")
  void isTheLargestEigenvalueOfTheWholeHessian(String name, NetworkSpec spec, Mode mode) {
    Network network = network(spec);
    Workspace pass = pass(network, mode);
    Curvature curvature = Curvature.of(network, Cost.CATEGORICAL_CROSS_ENTROPY, pass, 0, 1);
    double expected = largest(network, pass);
    assertThat(curvature.sharpness()).isCloseTo(expected, within(TOLERANCE * expected));
    assertThat(curvature.residual()).isLessThanOrEqualTo(LargestEigenvalue.TOLERANCE);
    assertThat(curvature.samples()).isEqualTo(5);
  }

  @Test
  void endsWithTheTimeOfTheRequest() {
    AtomicInteger products = new AtomicInteger();
    LargestEigenvalue search =
        new LargestEigenvalue(
            1000,
            (vector, product) -> {
              product.set(vector);
              product.set(products.getAndIncrement(), 0, 1);
            },
            RandomStream.of(4, Purpose.CURVATURE, 0));
    try (Deadline deadline = Deadline.begin(Duration.ofNanos(3), products::get)) {
      assertThatThrownBy(
              () -> {
                while (search.advance()) {
                  assertThat(products).hasValueLessThan(10);
                }
              })
          .isInstanceOf(Refusal.class);
    }
    assertThat(products).hasValueBetween(3, 5);
  }

  @Test
  void isTheLargestAndNotTheLargestInMagnitude() {
    Matrix diagonal = Matrix.zeros(60, 60);
    for (int i = 0; i < 60; i++) {
      diagonal.set(i, i, i == 7 ? -1000 : i * 0.1);
    }
    LargestEigenvalue found =
        search(
            60,
            (vector, product) -> product.setProduct(diagonal, vector),
            RandomStream.of(4, Purpose.CURVATURE, 0));
    assertThat(found.value()).isCloseTo(5.9, within(1e-9));
    assertThat(found.residual()).isLessThanOrEqualTo(LargestEigenvalue.TOLERANCE);
  }

  @Test
  void findsItAmongManyCloseOnesAfterNewStarts() {
    int n = 400;
    LargestEigenvalue found =
        search(
            n,
            (vector, product) -> {
              for (int i = 0; i < n; i++) {
                product.set(i, 0, vector.at(i, 0) * (1 - i / 4000.0));
              }
            },
            RandomStream.of(4, Purpose.CURVATURE, 0));
    assertThat(found.value()).isCloseTo(1, within(1e-6));
    assertThat(found.iterations()).isGreaterThan(40).isLessThan(LargestEigenvalue.MAX_ITERATIONS);
  }

  @Test
  void aHessianOfZeroHasNoCurvature() {
    NetworkSpec spec = new NetworkSpec(2, List.of(LayerSpec.of(1, Elementwise.LINEAR)));
    Network network = new Network(spec, Parameters.initial(spec, 1));
    Workspace pass = Workspace.of(spec, 3);
    pass.targets().fill(1);
    Curvature curvature = Curvature.of(network, Cost.MEAN_ABSOLUTE_ERROR, pass, 0, 1);
    assertThat(curvature.sharpness()).isZero();
    assertThat(curvature.residual()).isZero();
  }

  @Test
  void zeroIsTheLargestWhereAllOthersAreNegative() {
    LargestEigenvalue found = ofDiagonal(i -> i < 3 ? 0 : -i);
    assertThat(found.value()).isZero();
    assertThat(found.residual()).isZero();
    assertThat(found.iterations()).isLessThan(LargestEigenvalue.MAX_ITERATIONS);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0x1p-900, 0x1p-200, 0x1p400, 0x1p900})
  void magnitudesDoNotMatter(double scale) {
    LargestEigenvalue found = ofDiagonal(i -> scale * (1 + i));
    assertThat(found.value() / scale).isCloseTo(30, within(TOLERANCE * 30));
    assertThat(found.second() / scale).isCloseTo(29, within(1e-3));
  }

  @Test
  void anEigenvalueOfManyVectorsHasAnotherNextToIt() {
    LargestEigenvalue found = ofDiagonal(i -> i < 10 ? 5 : i < 20 ? 3 : 1);
    assertThat(found.value()).isCloseTo(5, within(TOLERANCE));
    assertThat(found.second()).isCloseTo(3, within(TOLERANCE));
    assertThat(found.iterations()).isEqualTo(3);
  }

  @Test
  void aMatrixOfOneNumberIsItsEigenvalue() {
    LargestEigenvalue found = search(1, (vector, product) -> product.add(-7, vector), random());
    assertThat(found.value()).isEqualTo(-7);
    assertThat(found.second()).isNaN();
    assertThat(found.iterations()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void whatIsNotFiniteHasNoCurvature(double entry) {
    LargestEigenvalue found = ofDiagonal(i -> i == 5 ? entry : i);
    assertThat(found.value()).isNaN();
    assertThat(found.residual()).isNaN();
    assertThat(found.iterations()).isEqualTo(1);
  }

  private static LargestEigenvalue ofDiagonal(IntToDoubleFunction entry) {
    return search(
        30,
        (vector, product) -> {
          for (int i = 0; i < 30; i++) {
            product.set(i, 0, entry.applyAsDouble(i) * vector.at(i, 0));
          }
        },
        random());
  }

  private static LargestEigenvalue search(
      int size, BiConsumer<Matrix, Matrix> product, RandomStream random) {
    LargestEigenvalue search = new LargestEigenvalue(size, product, random);
    while (search.advance()) {
      assertThat(search.iterations()).isLessThan(LargestEigenvalue.MAX_ITERATIONS);
    }
    return search;
  }

  private static RandomStream random() {
    return RandomStream.of(4, Purpose.CURVATURE, 0);
  }

  /** The largest eigenvalue of the Hessian, which is formed column by column. */
  private static double largest(Network network, Workspace pass) {
    NetworkSpec spec = network.spec();
    ForwardPass.run(network, pass);
    BackPropagation.run(network, Cost.CATEGORICAL_CROSS_ENTROPY, pass);
    HessianProduct hessian = new HessianProduct(network, Cost.CATEGORICAL_CROSS_ENTROPY, pass, 0);
    Parameters direction = Parameters.zeros(spec);
    Parameters image = Parameters.zeros(spec);
    int n = direction.trained(spec).stream().mapToInt(Matrix::size).sum();
    Matrix whole = Matrix.zeros(n, n);
    Matrix unit = Matrix.zeros(n, 1);
    Matrix column = Matrix.zeros(n, 1);
    for (int j = 0; j < n; j++) {
      unit.fill(0);
      unit.set(j, 0, 1);
      unit.copyTo(direction.trained(spec));
      hessian.apply(direction, image);
      column.copyFrom(image.trained(spec));
      whole.setColumn(j, column, 0);
    }
    Matrix symmetric = whole.copy();
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < n; i++) {
        symmetric.set(i, j, (whole.at(i, j) + whole.at(j, i)) / 2);
      }
    }
    return Decompositions.eigenvalues(symmetric, Matrix.zeros(n, n))[0];
  }

  private static Network network(NetworkSpec spec) {
    RandomStream random = RandomStream.of(5, Purpose.GENERATOR, 0);
    Parameters parameters = Parameters.initial(spec, 11);
    parameters
        .trained(spec)
        .forEach(matrix -> matrix.add(0.3, gaussian(matrix.rows(), matrix.columns(), random)));
    return new Network(spec, parameters);
  }

  private static Workspace pass(Network network, Mode mode) {
    NetworkSpec spec = network.spec();
    Workspace pass = Workspace.of(spec, 5, mode);
    pass.inputs().set(gaussian(spec.inputs(), 5, RandomStream.of(6, Purpose.GENERATOR, 0)));
    for (int j = 0; j < 5; j++) {
      pass.targets().set(j % spec.outputs(), j, 1);
    }
    pass.drawMasks(9, 1);
    return pass;
  }

  private static Matrix gaussian(int rows, int columns, RandomStream random) {
    Matrix matrix = Matrix.zeros(rows, columns);
    matrix.fillWith(random::gaussian);
    return matrix;
  }
}
