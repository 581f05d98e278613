package dev.gradtrace.interchange.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gradtrace.contract.json.PlainValues;
import dev.gradtrace.interchange.ImportedNetwork;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.Initializer.Constant;
import dev.gradtrace.network.Initializer.Normal;
import dev.gradtrace.network.Initializer.Orthogonal;
import dev.gradtrace.network.Initializer.Uniform;
import dev.gradtrace.network.Initializer.VarianceScaling;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.InvalidSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KerasImportTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static final Initializer GLOROT = VarianceScaling.GLOROT_UNIFORM;

  @Test
  void readsASequentialModelOfKeras3() {
    ImportedNetwork imported = read(text("keras3_sequential"));
    assertThat(imported.network())
        .isEqualTo(
            new NetworkSpec(
                784,
                List.of(
                    layer(128, Elementwise.RELU, VarianceScaling.HE_NORMAL),
                    new LayerSpec(
                        64, new LeakyRelu(0.3), new Normal(0, 0.1), new Constant(0.1), true),
                    new LayerSpec(
                        32, new LeakyRelu(0.15), new Orthogonal(2), Constant.ZEROS, false),
                    layer(16, Elementwise.GELU, VarianceScaling.HE_UNIFORM),
                    layer(10, new Softmax(), GLOROT))));
    assertThat(imported.parameters()).isNull();
    assertThat(imported.notes()).singleElement().asString().contains("truncated");
  }

  @Test
  void readsASequentialModelOfKeras2() {
    ImportedNetwork imported = read(text("keras2_sequential"));
    assertThat(imported.network())
        .isEqualTo(
            new NetworkSpec(
                3,
                List.of(
                    layer(5, Elementwise.SILU, new Normal(0, 0.5 * 0.87962566103423978)),
                    layer(4, new LeakyRelu(0.3), new Uniform(-0.1, 0.1)),
                    new LayerSpec(3, new Elu(1), new Orthogonal(1), Constant.ONES, true),
                    layer(2, new Softmax(), GLOROT))));
    assertThat(imported.notes()).hasSize(2).anyMatch(note -> note.contains("l2"));
  }

  @Test
  void readsAFunctionalModelThatIsAChain() {
    assertThat(read(text("keras3_functional")).network())
        .isEqualTo(
            new NetworkSpec(
                4,
                List.of(
                    layer(8, Elementwise.TANH, VarianceScaling.LECUN_NORMAL),
                    layer(1, Elementwise.SIGMOID, GLOROT))));
    assertThat(read(text("keras2_functional")).network())
        .isEqualTo(
            new NetworkSpec(
                4,
                List.of(
                    layer(8, Elementwise.SOFTPLUS, GLOROT), layer(8, Elementwise.SELU, GLOROT))));
  }

  @Test
  void readsGetConfigWithAndWithoutWhatSurroundsIt() {
    String model = text("keras3_sequential");
    String config = JSON.readTree(model).get("config").toString();
    assertThat(read(config).network()).isEqualTo(read(model).network());
    assertThat(read(text("keras21_get_config")).network())
        .isEqualTo(
            new NetworkSpec(
                3,
                List.of(
                    layer(5, Elementwise.RELU, GLOROT),
                    layer(1, Elementwise.EXPONENTIAL, GLOROT))));
  }

  /** What is replaced in the file, by what, and where the fault is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          "units": 5                   | "units": "five"                    | /config/layers/1/config/units
          "units": 5                   | "units": 0                         | /config/layers/1/config/units
          "activation": "swish"        | "activation": "mish"               | /config/layers/1/config/activation
          "activation": "swish"        | "activation": 7                    | /config/layers/1/config/activation
          "TruncatedNormal"            | "Identity"                         | /config/layers/1/config/kernel_initializer/class_name
          "class_name": "LeakyReLU"    | "class_name": "PReLU"              | /config/layers/3/class_name
          "class_name": "LeakyReLU"    | "class_name": "Dropout"            | /config/layers/3/class_name
          "class_name": "LeakyReLU"    | "class_name": "BatchNormalization" | /config/layers/3/class_name
          "activation": "elu"          | "activation": "elu", "kernel_constraint": {}, "x": 1 | /config/layers/4/config/kernel_constraint
          "axis": -1                   | "axis": 0                          | /config/layers/6/config/axis
          "class_name": "Softmax"      | "class_name": "ReLU", "config": {"max_value": 6.0}, "y": 1 | /config/layers/6/config/max_value
          "class_name": "Sequential"   | "class_name": "RNN"                | /class_name
          "layers": [                  | "layers": 3, "z": [                | /config/layers
          "batch_input_shape": [       | "batch_input_shape": [2, 2, 4],"o":[ | /config/layers/0/config/batch_input_shape
          "batch_input_shape": [       | "o": [                             | /config/layers
          "name": "dense"              | "name": "dense", "trainable": false, "q": 1 | /config/layers/1/config/trainable
          """)
  void namesWhatIsNotSupportedByItsPlace(String from, String to, String pointer) {
    String model = flat(text("keras2_sequential"));
    assertThat(model).contains(from);
    String changed = model.replace(from, to);
    if (to.contains("\"kernel_constraint\"")) {
      changed = changed.replace("\"kernel_constraint\": null,", "");
    }
    if (to.contains("\"trainable\"")) {
      changed = changed.replace("\"trainable\": true,", "");
    }
    if (to.contains("max_value")) {
      changed = changed.replaceAll("\"y\": 1, \"config\"", "\"y\"");
    }
    assertThat(faults(changed)).extracting(Fault::pointer).contains(pointer);
  }

  @Test
  void namesEverythingAtOnce() {
    String model =
        flat(text("keras2_sequential"))
            .replace("\"swish\"", "\"mish\"")
            .replace("\"LeakyReLU\"", "\"Dropout\"")
            .replace("\"Orthogonal\"", "\"Identity\"");
    assertThat(faults(model))
        .extracting(Fault::pointer)
        .containsExactly(
            "/config/layers/1/config/activation",
            "/config/layers/3/class_name",
            "/config/layers/4/config/kernel_initializer/class_name");
  }

  @Test
  void refusesABranch() {
    String model = text("keras2_functional").replaceFirst("\"a\",\\s+0,", "\"input_1\", 0,");
    assertThat(faults(model))
        .extracting(Fault::pointer)
        .containsExactly("/config/layers/2/inbound_nodes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"null", "7", "{}", "[]", "[7]", "{\"layers\": []}"})
  void refusesWhatIsNoModel(String json) {
    assertThat(faults(json)).isNotEmpty();
  }

  private static LayerSpec layer(int units, Activation activation, Initializer weights) {
    return new LayerSpec(units, activation, weights, Constant.ZEROS, true);
  }

  private static List<Fault> faults(String json) {
    return catchThrowableOfType(InvalidSpec.class, () -> read(json)).faults();
  }

  private static ImportedNetwork read(String json) {
    return KerasImport.read(parsed(json), KerasImportTest::parsed);
  }

  private static Object parsed(String json) {
    return PlainValues.of(JSON.readTree(json));
  }

  /** On one line, so that a replacement can be seen. */
  private static String flat(String json) {
    return json.replaceAll("\n *", " ").replace("[ ", "[").replace("{ ", "{");
  }

  private static String text(String name) {
    String file = "/interchange/keras/" + name + ".json";
    try (InputStream in = KerasImportTest.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
