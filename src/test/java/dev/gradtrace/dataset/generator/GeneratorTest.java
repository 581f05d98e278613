package dev.gradtrace.dataset.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.dataset.Refusal;
import dev.gradtrace.dataset.Samples;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratorTest {

  /** A few roundings of coordinates about 1. */
  private static final double TOLERANCE = 1e-15;

  static List<String> names() {
    return Generator.catalogue().stream().map(GeneratorDescription::name).toList();
  }

  @Test
  void knowsTheGeneratorsOfTheContract() {
    assertThat(names())
        .containsExactlyInAnyOrder(
            "xor", "moons", "circles", "spirals", "blobs", "polynomial", "teacher");
  }

  @ParameterizedTest
  @CsvSource({
    "xor, 19c19443",
    "moons, 7f7c0c2d",
    "circles, 566b8e41",
    "spirals, 7853af44",
    "blobs, 729fc98f",
    "polynomial, bc7cad23",
    "teacher, 71d7e264"
  })
  void givesTheSameBitsEverywhere(String name, String bits) {
    assertThat(bits(noisy(name, 7))).isEqualTo(bits);
  }

  @ParameterizedTest
  @MethodSource("names")
  void givesOtherNumbersForAnotherSeed(String name) {
    assertThat(bits(noisy(name, 7))).isNotEqualTo(bits(noisy(name, 8)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void makesAsManySamplesAsAskedFor(String name) {
    for (int samples : new int[] {1, 2, 7, 40}) {
      Dataset dataset = Generator.of(name, Map.of("samples", samples)).generate();
      assertThat(dataset.samples()).isEqualTo(samples);
      assertThat(dataset.name()).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void fillsInEveryParameter(String name) {
    Dataset dataset = Generator.of(name, Map.of()).generate();
    GeneratorDescription description = Generator.of(name, Map.of()).description();
    assertThat(dataset.samples()).isEqualTo((int) description.parameters().get(0).standard());
    for (GeneratorParameter parameter : description.parameters()) {
      assertThat(parameter.allows(parameter.standard())).as(parameter.name()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          xor        | generator xor[samples=4, noise=0.0, seed=0]
          moons      | generator moons[samples=100, noise=0.0, seed=0]
          circles    | generator circles[samples=100, noise=0.0, factor=0.8, seed=0]
          spirals    | generator spirals[samples=200, noise=0.0, classes=2, turns=1.5, seed=0]
          blobs      | generator blobs[samples=100, noise=1.0, classes=3, features=2, spread=10.0, seed=0]
          polynomial | generator polynomial[samples=100, noise=0.0, degree=3, features=1, seed=0]
          teacher    | generator teacher[samples=500, noise=0.0, inputs=4, hidden=8, outputs=1, seed=0]
          """)
  void tellsWhatItWasToldAsTheSource(String name, String source) {
    assertThat(Generator.of(name, Map.of()).generate().source()).isEqualTo(source);
  }

  @ParameterizedTest
  @MethodSource("names")
  void isMadeAgainFromItsArguments(String name) {
    Generator generator = Generator.of(name, Map.of("samples", 9, "seed", Long.MIN_VALUE));
    assertThat(Generator.of(name, generator.arguments())).isEqualTo(generator);
  }

  @Test
  void xorIsTheFourCornersUnlessToldMore() {
    DatasetRows rows = Generator.of("xor", Map.of()).generate().rows(0, 9);
    assertThat(rows.inputs()).isDeepEqualTo(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
    assertThat(rows.labels()).containsExactly(0, 1, 1, 0);
  }

  @Test
  void xorFitsOneOutputAndTwo() {
    Dataset xor = Generator.of("xor", Map.of()).generate();
    assertThat(xor.outputs()).isEqualTo(1);
    assertThat(xor.forOutputs(2).targets().toMatrix(1, 1).toArray()).containsExactly(0, 1);
  }

  @Test
  void moonsAreHalfCircles() {
    DatasetRows rows =
        Generator.of("moons", Map.of("samples", 41, "noise", 0, "seed", 3)).generate().rows(0, 41);
    int upper = 0;
    for (int j = 0; j < rows.count(); j++) {
      double x = rows.inputs()[j][0];
      double y = rows.inputs()[j][1];
      boolean isUpper = rows.labels()[j] == 0;
      upper += isUpper ? 1 : 0;
      double radius = isUpper ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5);
      assertThat(radius).as("sample %d", j).isCloseTo(1, within(TOLERANCE));
      assertThat(isUpper ? y : 0.5 - y).as("sample %d", j).isGreaterThanOrEqualTo(-TOLERANCE);
    }
    assertThat(upper).isEqualTo(20);
  }

  @Test
  void circlesHaveTheRadiiAskedFor() {
    DatasetRows rows =
        Generator.of("circles", Map.of("samples", 40, "noise", 0, "factor", 0.3, "seed", 3))
            .generate()
            .rows(0, 40);
    for (int j = 0; j < rows.count(); j++) {
      assertThat(Math.hypot(rows.inputs()[j][0], rows.inputs()[j][1]))
          .as("sample %d", j)
          .isCloseTo(rows.labels()[j] == 0 ? 1 : 0.3, within(TOLERANCE));
    }
  }

  @Test
  void aPolynomialOfDegreeOneIsALine() {
    DatasetRows rows =
        Generator.of(
                "polynomial",
                Map.of("samples", 3, "noise", 0, "degree", 1, "features", 1, "seed", 3))
            .generate()
            .rows(0, 3);
    double[][] x = rows.inputs();
    double[][] y = rows.targets();
    double slope = (y[1][0] - y[0][0]) / (x[1][0] - x[0][0]);
    assertThat(y[2][0]).isCloseTo(y[0][0] + slope * (x[2][0] - x[0][0]), within(1e-12));
  }

  @Test
  void classesHaveEqualSharesButForARemainder() {
    assertThat(
            Generator.of(
                    "blobs",
                    Map.of(
                        "samples",
                        11,
                        "noise",
                        1,
                        "classes",
                        4,
                        "features",
                        2,
                        "spread",
                        10,
                        "seed",
                        3))
                .generate()
                .labels()
                .counts())
        .containsExactly(3, 3, 3, 2);
    assertThat(
            Generator.of(
                    "spirals",
                    Map.of("samples", 10, "noise", 0, "classes", 3, "turns", 1, "seed", 3))
                .generate()
                .labels()
                .counts())
        .containsExactly(4, 3, 3);
  }

  @Test
  void noiseMovesNeitherTheOrderNorTheFunction() {
    int[] labels =
        Generator.of("moons", Map.of("samples", 30, "noise", 0, "seed", 3))
            .generate()
            .rows(0, 30)
            .labels();
    assertThat(
            Generator.of("moons", Map.of("samples", 30, "noise", 0.5, "seed", 3))
                .generate()
                .rows(0, 30)
                .labels())
        .containsExactly(labels);
    double[][] inputs =
        Generator.of(
                "teacher",
                Map.of(
                    "samples", 30, "noise", 0, "inputs", 4, "hidden", 8, "outputs", 2, "seed", 3))
            .generate()
            .rows(0, 30)
            .inputs();
    assertThat(
            Generator.of(
                    "teacher",
                    Map.of(
                        "samples", 30, "noise", 0.5, "inputs", 4, "hidden", 8, "outputs", 2, "seed",
                        3))
                .generate()
                .rows(0, 30)
                .inputs())
        .isDeepEqualTo(inputs);
  }

  @Test
  void namesEveryArgumentThatMeansNothing() {
    assertThat(Refusal.of(() -> Generator.of("moons", Map.of("samples", 0, "noise", -1))))
        .containsExactly(
            "/samples must be 1 to 1000000, was 0", "/noise must be 0 to 1000000, was -1");
    assertThat(Refusal.of(() -> Generator.of("moons", Map.of("samples", 1.7))))
        .containsExactly("/samples must be a whole number, was 1.7");
    assertThat(Refusal.of(() -> Generator.of("moons", Map.of("turns/~", 1))))
        .containsExactly("/turns~1~0 is not a parameter of moons, which has samples, noise, seed");
    assertThat(Refusal.of(() -> Generator.of("suns", Map.of())).get(0))
        .startsWith("/name must be one of xor, moons");
    assertThat(
            Refusal.of(
                () ->
                    Generator.of(
                        "blobs",
                        Map.of(
                            "samples",
                            1_000_000,
                            "noise",
                            1,
                            "classes",
                            3,
                            "features",
                            1000,
                            "spread",
                            10,
                            "seed",
                            0))))
        .containsExactly("/samples of 1000 values each must be at most 16777, were 1000000");
  }

  @Test
  void takesEverySeedThereIs() {
    assertThat(Generator.of("moons", Map.of("seed", Long.MAX_VALUE)).seed())
        .isEqualTo(Long.MAX_VALUE);
    assertThat(Generator.of("moons", Map.of("seed", Long.MIN_VALUE)).seed())
        .isEqualTo(Long.MIN_VALUE);
  }

  private static Dataset noisy(String name, int seed) {
    return Generator.of(name, Map.of("samples", 50, "noise", 0.25, "seed", seed)).generate();
  }

  private static String bits(Dataset dataset) {
    CRC32 sum = new CRC32();
    for (Samples samples : List.of(dataset.inputs(), dataset.targets())) {
      for (double value : samples.toMatrix(0, samples.size()).toArray()) {
        long bits = Double.doubleToRawLongBits(value);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
          sum.update((int) (bits >>> shift));
        }
      }
    }
    return Long.toHexString(sum.getValue());
  }
}
