package dev.gradtrace.interchange.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.interchange.ImportedNetwork;
import dev.gradtrace.interchange.Networks;
import dev.gradtrace.network.Network;
import dev.gradtrace.validation.InvalidSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Models written by PyTorch, scikit-learn and ONNX give the outputs of ONNX Runtime. */
class OnnxToolsTest {

  private static final String FOLDER = "/interchange/onnx/tools/";
  private static final String DATA = "torch_external_data.onnx.data";
  private static final long MANY = 1_000_000;

  /** For models that ONNX Runtime computes in 32 bits. */
  private static final double SINGLE = 1e-6;

  static Stream<JsonNode> read() {
    return cases().filter(example -> !example.has("refused"));
  }

  static Stream<JsonNode> refused() {
    return cases().filter(example -> example.has("refused"));
  }

  private static Stream<JsonNode> cases() {
    return Stream.of("answers.json", "siblings.json", "converted.json")
        .map(file -> new JsonMapper().readTree(bytes(file)))
        .flatMap(cases -> StreamSupport.stream(cases.spliterator(), false));
  }

  @ParameterizedTest
  @MethodSource("read")
  void answersAsOnnxRuntime(JsonNode example) {
    ImportedNetwork imported = imported(example);
    Network network = new Network(imported.network(), imported.parameters());
    double[][] answers = Networks.answer(network, table(example.get("inputs")));
    double[][] theirs = table(example.get("outputs"));
    double tolerance = example.path("tolerance").asDouble(SINGLE);
    for (int i = 0; i < theirs.length; i++) {
      assertThat(answers[i])
          .as("sample %d of %s", i, example.get("name"))
          .containsExactly(theirs[i], within(tolerance));
    }
    String note = example.path("note").asString("");
    assertThat(imported.notes()).anyMatch(told -> told.contains(note));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void saysWhatToDoAboutWhatItCannotRead(JsonNode example) {
    assertThatThrownBy(() -> imported(example))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageContaining(example.get("refused").asString());
  }

  @Test
  void namesEveryActivationThatIsNotKnown() {
    assertThatThrownBy(() -> read("refused_mish_hardswish", Map.of()))
        .hasMessageContaining("Mish")
        .hasMessageContaining("HardSwish");
  }

  @Test
  void saysOnceWhichFileIsMissing() {
    byte[] empty = {};
    assertThatThrownBy(() -> read("external_data", Map.of()))
        .isInstanceOfSatisfying(
            InvalidSpec.class,
            refusal ->
                assertThat(refusal.faults())
                    .singleElement()
                    .satisfies(
                        fault ->
                            assertThat(fault.detail())
                                .contains(DATA, "external_data=False", "not sent")));
    assertThatThrownBy(() -> read("external_data", Map.of("other.data", empty)))
        .hasMessageContaining("not among those sent: [other.data]");
  }

  @Test
  void findsAFileByItsNameWithoutTheFolder() {
    assertThat(read("external_data", Map.of("models/" + DATA, bytes(DATA))).network().inputs())
        .isEqualTo(4);
  }

  /** Length of the file, which should have 1792 bytes. */
  @ParameterizedTest
  @CsvSource({"0", "1023", "1791"})
  void refusesATensorBeyondTheEndOfItsFile(int length) {
    Map<String, byte[]> cut = Map.of(DATA, Arrays.copyOf(bytes(DATA), length));
    assertThatThrownBy(() -> read("external_data", cut))
        .hasMessageContaining("that file has only " + length + " bytes");
  }

  /** A damaged model is read or refused. */
  @Test
  void survivesDamage() {
    Random random = new Random(11);
    int refused = 0;
    for (JsonNode example : read().toList()) {
      byte[] whole = bytes(example.get("name").asString() + ".onnx");
      for (int i = 0; i < 500; i++) {
        byte[] damaged = whole.clone();
        for (int k = 0; k <= i % 4; k++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        try {
          OnnxImport.read(damaged, data(example), MANY);
        } catch (InvalidSpec refusal) {
          assertThat(refusal.faults()).isNotEmpty();
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(1000);
  }

  private static ImportedNetwork imported(JsonNode example) {
    return read(example.get("name").asString(), data(example));
  }

  private static Map<String, byte[]> data(JsonNode example) {
    JsonNode files = example.path("data");
    return (files.isArray() ? files.valueStream() : Stream.of(files).filter(JsonNode::isString))
        .map(JsonNode::asString)
        .collect(Collectors.toMap(file -> file, OnnxToolsTest::bytes));
  }

  private static ImportedNetwork read(String name, Map<String, byte[]> data) {
    return OnnxImport.read(bytes(name + ".onnx"), data, MANY);
  }

  private static double[][] table(JsonNode rows) {
    double[][] table = new double[rows.size()][];
    for (int i = 0; i < table.length; i++) {
      JsonNode row = rows.get(i);
      table[i] = new double[row.size()];
      Arrays.setAll(table[i], j -> row.get(j).asDouble());
    }
    return table;
  }

  private static byte[] bytes(String file) {
    try (InputStream in = OnnxToolsTest.class.getResourceAsStream(FOLDER + file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
