package dev.gradtrace.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.matrix.RandomStream.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation gives the same bits with every kernel, and writes nothing else. */
class KernelBitsTest {

  /** Ones, primes, lengths of registers and unrolled loops, and neighbouring numbers. */
  private static final int[] SIZES = {
    1, 2, 3, 4, 5, 7, 8, 9, 11, 13, 15, 16, 17, 23, 24, 31, 32, 33, 47, 64, 65
  };

  private static final int SHAPES = 40;

  /** At least the largest number of columns. */
  private static final int BATCH = 200;

  /** Columns beyond those in use of a narrowed matrix. */
  private static final int HIDDEN = 2;

  /** Three inputs, a column, and three outputs; operations may change any of them. */
  private record Operands(
      Matrix x, Matrix y, Matrix w, Matrix column, Matrix a, Matrix b, Matrix c) {

    static Operands of(int rows, int columns, Numbers numbers, int index) {
      Matrix[] operands = new Matrix[7];
      for (int i = 0; i < operands.length; i++) {
        int width = i == 3 ? 1 : columns;
        operands[i] = numbers.matrix(rows, width + HIDDEN, 7 * index + i);
        operands[i].narrowTo(width);
      }
      return new Operands(
          operands[0],
          operands[1],
          operands[2],
          operands[3],
          operands[4],
          operands[5],
          operands[6]);
    }

    List<Matrix> all() {
      return List.of(x, y, w, column, a, b, c);
    }
  }

  private record Operation(String name, ToDoubleFunction<Operands> run) {
    @Override
    public String toString() {
      return name;
    }
  }

  private interface Pass {
    void run(Matrix z, Matrix value, Matrix slope);
  }

  private interface Change {
    void run(Operands o);
  }

  static Stream<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    pass(operations, "linear", Pointwise::linear);
    pass(operations, "sigmoid", Pointwise::sigmoid);
    pass(operations, "tanh", Pointwise::tanh);
    pass(operations, "relu", Pointwise::relu);
    pass(operations, "leaky relu", (z, a, slope) -> Pointwise.leakyRelu(0.01, z, a, slope));
    pass(operations, "elu", (z, a, slope) -> Pointwise.elu(1.05, 1.67, z, a, slope));
    pass(operations, "gelu", Pointwise::gelu);
    pass(operations, "silu", Pointwise::silu);
    pass(operations, "softplus", Pointwise::softplus);
    pass(operations, "exponential", Pointwise::exponential);
    pass(operations, "softmax", Pointwise::softmax);
    change(operations, "softmax pull back", o -> Pointwise.softmaxPullBack(o.x, o.y, o.a));
    value(operations, "log sum exp", o -> Pointwise.logSumExpAboveMax(o.x, 0));
    value(operations, "log sum of others", o -> Pointwise.logSumExpWithout(o.x, 0, 0));
    value(operations, "column maximum", o -> Pointwise.columnMax(o.x, 0));
    value(operations, "row of maximum", o -> Pointwise.rowOfMax(o.x, 0));

    change(operations, "descend", o -> Updates.descend(o.w, o.x, 0.3));
    for (int k = 0; k < 3; k++) {
      int measure = k;
      value(operations, "descend and measure " + k, o -> measured(o, measure));
    }
    change(operations, "momentum", o -> Updates.momentum(o.w, o.x, o.a, 0.3, 0.9));
    change(operations, "nesterov", o -> Updates.nesterov(o.w, o.x, o.a, 0.3, 0.9));
    change(operations, "rmsprop", o -> Updates.rmsProp(o.w, o.x, o.a, 0.3, 0.9, 1e-7));
    change(operations, "adagrad", o -> Updates.adagrad(o.w, o.x, o.a, 0.3, 1e-7));
    change(operations, "adam", o -> Updates.adam(o.w, o.x, o.a, o.b, 0.3, 0.9, 0.999, 1e-7));

    change(operations, "set", o -> o.a.set(o.x));
    change(operations, "add to columns", o -> o.a.addToColumns(o.column));
    change(operations, "row sums", o -> o.column.setRowSums(1.0 / 3, o.x));
    change(
        operations,
        "element product",
        o -> o.a.setElementProduct(o.x, o.y, new double[BATCH], new double[BATCH]));
    for (int k = 0; k < 2; k++) {
      int factor = k;
      value(operations, "norm of element product " + k, o -> normOfProduct(o, factor));
    }
    change(operations, "squares of columns", o -> o.x.copySquaresOfColumns(o.b.data));
    change(operations, "add", o -> o.a.add(1.0 / 3, o.x));
    change(operations, "scale", o -> o.a.scale(1.0 / 3));
    change(operations, "scale by 2⁻¹⁰⁴⁰", o -> o.a.scaleByPowerOfTwo(-1040));
    value(operations, "max abs", o -> o.x.maxAbs());
    value(operations, "sum", o -> o.x.sum());
    value(operations, "sum abs", o -> o.x.sumAbs());
    value(operations, "norm", o -> o.x.norm());
    value(operations, "column norm", o -> o.x.columnNorm(o.x.columns() - 1));
    value(operations, "column sum", o -> o.x.columnSum(o.x.columns() - 1));
    value(operations, "dot", o -> o.x.dot(o.y));
    value(operations, "distance", o -> o.x.distance(o.y));
    moment(operations, "preactivation mean", SignalMoments::preactivationMean);
    moment(operations, "preactivation deviation", SignalMoments::preactivationStd);
    moment(operations, "activation mean", SignalMoments::activationMean);
    moment(operations, "activation deviation", SignalMoments::activationStd);
    moment(operations, "slope mean", SignalMoments::slopeMean);
    moment(operations, "saturated fraction", SignalMoments::saturatedFraction);
    standardizations(operations);
    change(operations, "logarithm", o -> Pointwise.log(o.a.data, o.a.size()));
    change(operations, "weighted sum", o -> o.column.setWeightedSum(o.x, o.w.data));
    value(
        operations,
        "inverse roots",
        o -> Pointwise.inverseRoots(o.x.data, o.a.data, o.x.size(), 1e-9, 1e9) ? 1 : 0);
    crossEntropy(operations);
    value(operations, "least magnitude", o -> magnitudes(o).least());
    value(operations, "greatest magnitude", o -> magnitudes(o).greatest());
    value(operations, "count zero rows", o -> o.x.countZeroRows(o.column));
    value(operations, "is finite", o -> o.x.isFinite() ? 1 : 0);
    return operations.stream();
  }

  /** Targets are what every operand is: any number, 0 or 1. */
  private static void crossEntropy(List<Operation> operations) {
    change(
        operations,
        "errors",
        o -> LogitGradients.errors(targets(o).data, targets(o), o.x, o.y, o.w, o.a));
    change(
        operations,
        "errors of distributions",
        o -> LogitGradients.errors(ones(), targets(o), o.x, o.y, o.w, o.a));
    for (double most : new double[] {2, 1e300}) {
      value(
          operations,
          "gradient of binary cross-entropy below " + most,
          o -> LogitGradients.binary(most, o.x, targets(o), o.y, o.b, o.w, o.a) ? 1 : 0);
    }
    for (double least : new double[] {-2, Double.NEGATIVE_INFINITY}) {
      value(
          operations,
          "gradient of categorical cross-entropy above " + least,
          o -> LogitGradients.categorical(least, targets(o), o.x, o.a) ? 1 : 0);
    }
  }

  private static Matrix targets(Operands o) {
    Matrix targets = o.c.copy();
    for (int i = 0; i < targets.size(); i++) {
      targets.data[i] = i % 3 == 2 ? targets.data[i] : i % 3;
    }
    return targets;
  }

  private static double[] ones() {
    double[] ones = new double[BATCH];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static Magnitudes magnitudes(Operands o) {
    Magnitudes magnitudes = new Magnitudes();
    magnitudes.include(o.x.data, o.x.size());
    return magnitudes;
  }

  /** Normalisations over rows and columns; columns of operands serve as factors of rows. */
  private static void standardizations(List<Operation> operations) {
    change(operations, "moments of rows", o -> rowMoments(o));
    change(
        operations,
        "standardize rows",
        o -> Standardization.standardizeRows(o.x, o.column, rowMoments(o), o.a));
    change(
        operations,
        "standardize columns",
        o -> Standardization.standardizeColumns(o.x, 0.001, o.b.data, o.a));
    change(operations, "divide columns", o -> Standardization.scaleColumns(o.x, 0, o.b.data, o.a));
    change(
        operations,
        "scale and shift",
        o -> Standardization.scaleAndShift(o.x, o.column, rowMoments(o), o.a));
    change(
        operations, "means of rows", o -> Standardization.rowMeans(o.x, o.y, o.column, column(o)));
    change(
        operations,
        "pull back rows",
        o ->
            Standardization.pullBackRows(
                o.x, o.y, o.column, rowMoments(o), o.column, o.column, o.a));
    change(
        operations,
        "scale rows",
        o -> Standardization.scaleRows(o.x, o.column, rowMoments(o), o.a));
    for (boolean centred : new boolean[] {true, false}) {
      change(
          operations,
          "pull back columns, centred: " + centred,
          o -> Standardization.pullBackColumns(o.x, o.y, o.column, o.w.data, centred, o.a));
    }
    change(operations, "mask", o -> Masks.draw(o.a, 0.3, 5, 2, 1));
    change(operations, "sum", o -> o.a.setSum(o.x, 0.3, o.y));
    change(operations, "plain element product", o -> o.a.setElementProduct(o.x, o.y));
  }

  private static Matrix column(Operands o) {
    return Matrix.zeros(o.x.rows(), 1);
  }

  /** Computes the moments of rows; the mean is stored in the operands' column. */
  private static Matrix rowMoments(Operands o) {
    Matrix inverse = column(o);
    Standardization.rowMoments(o.x, 0.001, o.column, column(o), inverse);
    return inverse;
  }

  private static void pass(List<Operation> operations, String name, Pass pass) {
    change(operations, name, o -> pass.run(o.x, o.a, o.b));
  }

  private static void change(List<Operation> operations, String name, Change change) {
    value(
        operations,
        name,
        o -> {
          change.run(o);
          return 0;
        });
  }

  private static void value(
      List<Operation> operations, String name, ToDoubleFunction<Operands> run) {
    operations.add(new Operation(name, run));
  }

  private static void moment(
      List<Operation> operations, String name, ToDoubleFunction<SignalMoments> read) {
    SignalMoments moments = new SignalMoments();
    value(
        operations,
        name,
        o -> {
          moments.measure(o.x, o.y, o.a, 0.5);
          return read.applyAsDouble(moments);
        });
  }

  private static double normOfProduct(Operands o, int factor) {
    double[][] squares = new double[2][BATCH];
    o.a.setElementProduct(o.x, o.y, squares[0], squares[1]);
    return (factor == 0 ? o.a : o.y).norm(squares[factor]);
  }

  private static double measured(Operands o, int measure) {
    DescentSums sums = new DescentSums();
    Updates.descend(o.w, o.x, 0.3, sums);
    return List.of(sums.gradientNorm(), sums.gradientMeanAbs(), sums.weightNorm()).get(measure);
  }

  @AfterEach
  void backToTheKernelAJvmStartsWith() {
    KernelChoice.PLAIN.use();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyKernelGivesTheBitsOfThePlainOne(Operation operation) {
    RandomStream random = RandomStream.of(11, Purpose.GENERATOR, 0);
    for (int index = 0; index < SHAPES; index++) {
      int rows = index == 0 ? 1 : SIZES[random.below(SIZES.length)];
      int columns = index == 0 ? 1 : SIZES[random.below(SIZES.length)];
      for (Numbers numbers : Numbers.values()) {
        Operands expected = Operands.of(rows, columns, numbers, index);
        KernelChoice.PLAIN.use();
        double value = operation.run.applyAsDouble(expected);
        for (KernelChoice kernel : KernelChoice.available().toList()) {
          Operands actual = Operands.of(rows, columns, numbers, index);
          kernel.use();
          double same = operation.run.applyAsDouble(actual);
          String what = "%s of %s×%s %s, %s".formatted(operation, rows, columns, numbers, kernel);
          assertThat(Double.doubleToLongBits(same))
              .as("%s: %s for %s", what, same, value)
              .isEqualTo(Double.doubleToLongBits(value));
          for (int i = 0; i < expected.all().size(); i++) {
            assertSameBits(actual.all().get(i), expected.all().get(i), what + ", operand " + i);
          }
        }
      }
    }
  }

  /** Also compares unused columns: no operation may write beyond the columns in use. */
  private static void assertSameBits(Matrix actual, Matrix expected, String what) {
    if (!Arrays.equals(actual.data, expected.data)) {
      int i = Arrays.mismatch(actual.data, expected.data);
      throw new AssertionError(
          "%s, element %s: %s for %s".formatted(what, i, actual.data[i], expected.data[i]));
    }
  }
}
