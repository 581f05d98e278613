package dev.gradtrace.interchange.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.contract.json.BodyReader;
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
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.InvalidSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
    assertThat(imported.notes()).hasSize(2).anyMatch(note -> note.contains("truncated"));
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

  /** The text to replace, its replacement, and the pointer of the fault. */
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
          "class_name": "LeakyReLU"    | "class_name": "GaussianDropout"    | /config/layers/3/class_name
          "class_name": "LeakyReLU"    | "class_name": "GroupNormalization" | /config/layers/3/class_name
          "activation": "elu"          | "activation": "elu", "kernel_constraint": {}, "x": 1 | /config/layers/4/config/kernel_constraint
          "axis": -1                   | "axis": 0                          | /config/layers/6/config/axis
          "class_name": "Softmax"      | "class_name": "ReLU", "config": {"max_value": 6.0}, "y": 1 | /config/layers/6/config/max_value
          "class_name": "Sequential"   | "class_name": "RNN"                | /class_name
          "layers": [                  | "layers": 3, "z": [                | /config/layers
          "batch_input_shape": [       | "batch_input_shape": [2, 2, 4],"o":[ | /config/layers/0/config/batch_input_shape
          "batch_input_shape": [       | "o": [                             | /config/layers
          """)
  void namesWhatIsNotSupportedByItsPlace(String from, String to, String pointer) {
    String model = flat(text("keras2_sequential"));
    assertThat(model).contains(from);
    String changed = model.replace(from, to);
    if (to.contains("\"kernel_constraint\"")) {
      changed = changed.replace("\"kernel_constraint\": null,", "");
    }
    if (to.contains("max_value")) {
      changed = changed.replaceAll("\"y\": 1, \"config\"", "\"y\"");
    }
    assertThat(faults(changed)).extracting(Fault::pointer).contains(pointer);
  }

  /** What follows a layer whose size is refused cannot be told. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "-1, 'must be at least 1, was -1'",
        "0, 'must be at least 1, was 0'",
        "-2147483648, 'must be at least 1, was -2147483648'",
        "2147483648, 'must be at most 2147483647, was 2147483648'",
        "-9000000000, 'must be at least -2147483648, was -9000000000'",
        "2.5, must be an integer",
      })
  void refusesASizeThatIsNone(String units, String reason) {
    for (String next :
        List.of(
            "'BatchNormalization', 'config': {}",
            "'Rescaling', 'config': {'scale': 2}",
            "'Reshape', 'config': {'target_shape': [-1]}",
            "'Dense', 'config': {'units': 3, 'kernel_initializer': 'he_normal'}")) {
      String model =
          ("{'class_name': 'Sequential', 'config': {'layers': [{'class_name': 'Dense', 'config':"
                  + " {'batch_input_shape': [null, 4], 'units': UNITS}}, {'class_name': "
                  + next
                  + "}, {'class_name': 'Dense', 'config': {'units': 2}}]}}")
              .replace('\'', '"')
              .replace("UNITS", units);
      assertThat(faults(model))
          .as(next)
          .filteredOn(fault -> fault.pointer().equals("/config/layers/0/config/units"))
          .extracting(Fault::detail)
          .containsExactly(reason);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[null, 4] | [0] | /config/layers/1/config/target_shape/0",
        "[null, 4] | [-4] | /config/layers/1/config/target_shape/0",
        "[null, 4] | [-1, -1] | /config/layers/1/config/target_shape/1",
        "[null, 4] | [99999999999] | /config/layers/1/config/target_shape/0",
        "[null, -4] | [4] | /config/layers/0/config/batch_shape/1",
        "[null, 0] | [4] | /config/layers/0/config/batch_shape/1",
      })
  void refusesAShapeThatIsNone(String batch, String target, String pointer) {
    String model =
        ("{'class_name': 'Sequential', 'config': {'layers': [{'class_name': 'InputLayer', 'config':"
                + " {'batch_shape': BATCH}}, {'class_name': 'Reshape', 'config': {'target_shape':"
                + " TARGET}}, {'class_name': 'Dense', 'config': {'units': 2}}]}}")
            .replace('\'', '"')
            .replace("BATCH", batch)
            .replace("TARGET", target);
    assertThat(faults(model)).extracting(Fault::pointer).contains(pointer);
  }

  @Test
  void namesEverythingAtOnce() {
    String model =
        flat(text("keras2_sequential"))
            .replace("\"swish\"", "\"mish\"")
            .replace("\"LeakyReLU\"", "\"AlphaDropout\"")
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
    assertThat(faults(model)).extracting(Fault::pointer).containsExactly("/config/layers/1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"null", "7", "{}", "[]", "[7]", "{\"layers\": []}"})
  void refusesWhatIsNoModel(String json) {
    assertThat(faults(json)).isNotEmpty();
  }

  /** A wrapping of a configuration {@code <m>} or its text {@code <t>}. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'keras_version': '2.9.0', 'backend': 'tensorflow', 'model_config': <m>}",
        "{'keras_version': '2.9.0', 'model_config': <t>, 'training_config': '{}'}",
        "{'format': 'layers-model', 'modelTopology': {'keras_version': '2.9.0', 'model_config':"
            + " <m>}, 'weightsManifest': []}",
        "{'modelTopology': <m>, 'weightsManifest': []}",
        "{'name': 'mine', 'config': <m>}",
        "{'config': {'model_config': <t>}}",
        "<t>"
      })
  void readsAModelInWhatIsPutAroundIt(String wrapping) {
    String model = text("keras2_sequential");
    String json =
        wrapping
            .replace('\'', '"')
            .replace("<m>", model)
            .replace("<t>", JSON.writeValueAsString(model));
    assertThat(read(json).network()).isEqualTo(read(model).network());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'format': 'graph-model', 'modelTopology': {'node': []}} | /format | layers-model",
        "{'keras_version': '1.2.2', 'model_config': {}} | /keras_version | Keras 1",
        "{'class_name': 'Sequential', 'config': [{'class_name': 'Dense', 'config': {'output_dim':"
            + " 2, 'input_dim': 3}}]} | /config/0/config/output_dim | Keras 1",
        "{'class_name': 'Graph', 'config': {}} | /class_name | Keras 1",
        "{'weightsManifest': []} | `` | model_config",
        "{'model_config': '{'} | /model_config | JSON",
        "{'config': {'config': {'config': {'config': {'config': {'config': {'config': {'config':"
            + " {'config': 1}}}}}}}}} | `` | too deep"
      })
  void saysWhatItIsThatIsNoModelOfLayers(String json, String pointer, String reason) {
    assertThat(faults(json.replace('\'', '"')))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.pointer()).isEqualTo(pointer);
              assertThat(fault.detail()).contains(reason);
            });
  }

  @Test
  void refusesAModelWithTwoOutputs() {
    String ends = "\"output_layers\": [[\"a\", 0, 0], [\"b\", 0, 0]], \"was\":";
    String model = text("keras2_functional").replace("\"output_layers\":", ends);
    assertThat(faults(model))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.pointer()).isEqualTo("/config/output_layers");
              assertThat(fault.detail()).contains("are 2", "keras.Model(");
            });
  }

  @Test
  void takesTheLayersOfAModelInsideAnother() {
    String inner = sequential(dense(6, "'activation': 'relu', 'batch_input_shape': [null, 4]"));
    ImportedNetwork imported = read(sequential(inner, dense(2, "")));
    assertThat(imported.network())
        .isEqualTo(
            new NetworkSpec(
                4,
                List.of(layer(6, Elementwise.RELU, GLOROT), layer(2, Elementwise.LINEAR, GLOROT))));
  }

  /** For a layer with 5 inputs and 10 units; the expected standard deviation. */
  @ParameterizedTest
  @CsvSource({
    "2.0, fan_out, untruncated_normal, 0.2",
    "3.2, fan_in, truncated_normal, 0.64",
    "0.3, fan_avg, untruncated_normal, 0.04",
    "1.0, fan_out, uniform, 0.1"
  })
  void drawsWithTheVarianceThatIsScaled(
      double scale, String mode, String distribution, double variance) {
    String given =
        ("'batch_input_shape': [null, 5], 'kernel_initializer': {'class_name': 'VarianceScaling',"
                + " 'config': {'scale': %s, 'mode': '%s', 'distribution': '%s'}}")
            .formatted(scale, mode, distribution);
    Initializer found = read(sequential(dense(10, given))).network().layer(1).weightInitializer();
    assertThat(found.variance(10, 5, 5)).isCloseTo(variance, within(1e-15));
    assertThat(found.label()).isEqualTo(distribution.equals("uniform") ? "uniform" : "normal");
  }

  @Test
  void drawsBiasesByTheirNumber() {
    String given = "'batch_input_shape': [null, 5], 'bias_initializer': 'lecun_uniform'";
    LayerSpec layer = read(sequential(dense(12, given))).network().layer(1);
    assertThat(layer.biasInitializer()).isEqualTo(new Uniform(-0.5, 0.5));
  }

  @Test
  void tellsHowInputsAreScaled() {
    String rescaling =
        "{'class_name': 'Rescaling', 'config': {'scale': 0.5, 'offset': -3, 'batch_input_shape':"
            + " [null, 2]}}";
    String normalization =
        "{'class_name': 'Normalization', 'config': {'axis': [-1], 'mean': [1, 2], 'variance': [4,"
            + " 9]}}";
    ImportedNetwork imported = read(sequential(rescaling, normalization, dense(1, "")));
    double[] x = {10, 40};
    double[] expected = {(0.5 * 10 - 3 - 1) / 2, (0.5 * 40 - 3 - 2) / 3};
    for (int i = 0; i < 2; i++) {
      double scaled = (x[i] - imported.scaling().shift()[i]) * imported.scaling().factor()[i];
      assertThat(scaled).as("feature %d", i).isCloseTo(expected[i], within(1e-12));
    }
    assertThat(imported.notes()).singleElement().asString().contains("inputScaling");
    assertThat(faults(sequential(rescaling, dense(2, ""), normalization)))
        .extracting(Fault::pointer)
        .containsExactly("/config/layers/2/class_name");
  }

  @Test
  void passesReshapesThatKeepTheOrderOfFeatures() {
    String image =
        "{'class_name': 'Reshape', 'config': {'target_shape': [2, 2], 'batch_input_shape': [null,"
            + " 4]}}";
    String flat = "{'class_name': 'Reshape', 'config': {'target_shape': [-1]}}";
    assertThat(read(sequential(image, flat, dense(3, ""))).network().inputs()).isEqualTo(4);
    assertThat(faults(sequential(image, dense(3, ""))).get(0).detail()).contains("flattened");
    String other = flat.replace("-1", "5");
    assertThat(faults(sequential(image, other, dense(3, ""))).get(0).detail())
        .contains("has not the 4 elements");
  }

  /** An option of a layer that does not affect its result, and the note on it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'trainable': false, 'name': 'cold' | trainable: false are trained here as all others:"
            + " cold",
        "'kernel_regularizer': {'class_name': 'L1', 'config': {'l1': 0.01}} | L1 penalty",
        "'kernel_regularizer': {'class_name': 'L1L2', 'config': {'l1': 0.0, 'l2': 0.01}} | its l2",
        "'kernel_regularizer': {'class_name': 'OrthogonalRegularizer', 'config': {}} | A"
            + " regularizer",
        "'dtype': {'class_name': 'DTypePolicy', 'config': {'name': 'mixed_float16'}} | 16 bits",
        "'dtype': 'bfloat16' | 16 bits",
        "'kernel_initializer': {'class_name': 'Zeros', 'config': {'seed': 3}} | Seeds"
      })
  void notesWhatItDrops(String given, String note) {
    String model = sequential(dense(3, "'batch_input_shape': [null, 4], " + given));
    assertThat(read(model).notes()).singleElement().asString().contains(note);
  }

  /** A layer, and what is said to do about it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Dense', 'config': {'units': 2, 'activation': {'value': ['4wEAAA', null, null]}} | name an"
            + " activation of Keras",
        "'Dense', 'config': {'units': 2, 'activation': {'class_name': '__lambda__', 'config': {}}} |"
            + " name an activation of Keras",
        "'Dense', 'config': {'units': 2, 'lora_rank': 2} | build the model without",
        "'Dense', 'config': {'units': 2, 'kernel_constraint': {'class_name': 'MaxNorm'}} | maxNorm",
        "'PReLU', 'config': {} | send the .keras or .h5 file",
        "'ReLU', 'config': {'max_value': 6.0} | max(0, z), without other bounds"
      })
  void saysWhatToDoAboutALayer(String layer, String told) {
    String first = dense(3, "'batch_input_shape': [null, 4]");
    assertThat(faults(sequential(first, "{'class_name': " + layer + "}", dense(2, ""))))
        .singleElement()
        .satisfies(fault -> assertThat(fault.detail()).contains(told));
  }

  /**
   * A member of an object that is custom, though its class is called as one of Keras, and its name.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'module': '__main__' | __main__.%s",
        "'module': 'my.layers', 'registered_name': null | my.layers.%s",
        "'module': 'kerastic.layers' | kerastic.layers.%s",
        "'module': 'my.layers', 'registered_name': 'Custom>It' | Custom>It",
        "'module': 'keras.layers', 'registered_name': 'Custom>It' | Custom>It",
        "'registered_name': 'Mine' | Mine"
      })
  void refusesCustomObjectsByName(String given, String name) {
    String first = dense(3, "'batch_input_shape': [null, 4]");
    String custom = dense(2, "").replaceFirst("\\{", "{" + given + ", ");
    assertRefused(
        sequential(first, custom), "/config/layers/1/class_name", name.formatted("Dense"));
    String model = sequential(first).replaceFirst("\\{", "{" + given.replace('\'', '"') + ", ");
    assertRefused(model, "/class_name", name.formatted("Sequential"));
    String initializer = "{'class_name': 'Zeros', 'config': {}, " + given + "}";
    assertRefused(
        sequential(first, dense(2, "'kernel_initializer': " + initializer)),
        "/config/layers/1/config/kernel_initializer/class_name",
        name.formatted("Zeros"));
    String activation = "{'class_name': 'ReLU', 'config': {}, " + given + "}";
    assertRefused(
        sequential(first, dense(2, "'activation': " + activation)),
        "/config/layers/1/config/activation",
        "is Python code, which");
  }

  private static void assertRefused(String json, String pointer, String start) {
    assertThat(faults(json))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.pointer()).isEqualTo(pointer);
              assertThat(fault.detail()).startsWith(start).contains("is n");
            });
  }

  /** Members that Keras writes of its own layers. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'module': 'keras.layers', 'registered_name': null",
        "'module': 'keras.src.layers.core.dense', 'registered_name': 'Dense'",
        "'module': 'tensorflow.keras.layers'",
        "'module': 'tensorflow.python.keras.layers.core'",
        "'module': 'tf_keras.src.layers.core.dense', 'registered_name': 'Dense'",
        "'module': 'keras'",
        "'module': null"
      })
  void takesLayersForThoseOfKerasByTheirModule(String given) {
    String layer = dense(3, "'batch_input_shape': [null, 4]");
    String own = layer.replaceFirst("\\{", "{" + given + ", ");
    assertThat(read(sequential(own)).network()).isEqualTo(read(sequential(layer)).network());
  }

  private static String dense(int units, String more) {
    return "{'class_name': 'Dense', 'config': {'units': "
        + units
        + (more.isEmpty() ? "" : ", ")
        + more
        + "}}";
  }

  /** Models of Keras 3.15, and norms, dropout and skips by layer. */
  @ParameterizedTest
  @CsvSource({
    "bn, batch_norm before_activation 0.2; none",
    "bn_after, batch_norm after_activation; none",
    "ln, inputs layer_norm; layer_norm before_activation; none",
    "rms, rms_norm after_activation; none",
    "drop_input, inputs 0.1; none 0.5; none",
    "drop_relu, none 0.5; none",
    "res, none; none < 1.0; none > 1.0; none",
    "res_input, none < 1.0 > 1.0; none",
    "res_pre, none; none < 1.0 layer_norm; none > 1.0; none 0.1 < 1.0 layer_norm; none > 1.0; none",
    "res_post, none; none < 1.0 > 1.0 layer_norm; none < 1.0 > 1.0 layer_norm; none",
    "res_scale, none; none < 0.25 > 0.25; none",
    "op_scale, none < 0.3 > 0.3; none",
    "keras2_operators, none; none < 0.5 > 0.5; none",
    "res_nested, none; none < 1.0 batch_norm > 1.0; none",
    "tfjs_norms, batch_norm before_activation 0.25; layer_norm after_activation; none",
    "tfjs_residual, none; none < 1.0; none > 1.0; none"
  })
  void readsWhatLiesBetweenTheLayers(String name, String expected) {
    NetworkSpec spec = read(text("layers/" + name)).network();
    List<String> layers = new ArrayList<>();
    if (spec.inputNormalization() != null || spec.inputDropout() > 0) {
      layers.add("inputs" + told(spec.inputNormalization()) + rate(spec.inputDropout()));
    }
    for (int l = 1; l <= spec.depth(); l++) {
      LayerSpec layer = spec.layer(l);
      String norm =
          layer.normalization() == null
              ? "none"
              : layer.normalization().kind().label()
                  + " "
                  + layer.normalization().position().name().toLowerCase(Locale.ROOT);
      layers.add(
          norm
              + rate(layer.dropout())
              + told(" < ", spec.blockFrom(l), ResidualBlock.Position.BEFORE)
              + told(" > ", spec.blockUpTo(l), ResidualBlock.Position.AFTER));
    }
    assertThat(String.join("; ", layers)).isEqualTo(expected);
  }

  @Test
  void saysWhereTheWeightsOfTensorFlowJsWouldBeRead() {
    ImportedNetwork imported = read(text("layers/tfjs_norms"));
    assertThat(imported.parameters()).isNull();
    assertThat(imported.notes()).anyMatch(note -> note.contains("--output_format=keras"));
    assertThat(imported.network().layers())
        .extracting(LayerSpec::activation)
        .containsExactly(new LeakyRelu(0.125), Elementwise.SILU, new Softmax());
  }

  private static String rate(double rate) {
    return rate == 0 ? "" : " " + rate;
  }

  private static String told(Normalization kind) {
    return kind == null ? "" : " " + kind.label();
  }

  private static String told(String side, ResidualBlock block, ResidualBlock.Position position) {
    if (block == null) {
      return "";
    }
    return side + block.scale() + (block.position() == position ? told(block.normalization()) : "");
  }

  /** Models with the class that is refused, and the advice. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x_relu_after    | ReLU follows the sum of a skip",
        "x_proj          | is no sum of a layer's output and what a branch that begins there makes",
        "x_nested        | is no sum of a layer's output and what a branch that begins there makes",
        "x_end           | put a dense layer behind it",
        "x_drop_bn       | put the dropout behind the normalisation",
        "x_two_norms     | a layer here has one: leave one of them out",
        "x_preact        | put the activation behind that",
        "x_final_ln      | a block here is normalised before or after: leave one of them out",
        "x_rms_scaling   | use RMSNormalization",
        "x_twice         | call the layer twice",
        "x_gaussdrop     | is that of Dropout: use it",
        "x_factor        | only weights take that in, which a configuration has not"
      })
  void saysWhatToDoAboutWhatHasNoPlace(String name, String reason) {
    assertThat(faults(text("layers/" + name)))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.pointer()).startsWith("/config/");
              assertThat(fault.detail()).contains(reason);
            });
  }

  /** Cyclic inputs are refused. */
  @Test
  void refusesACircle() {
    String circle =
        "{'class_name': 'Functional', 'config': {'layers': ["
            + "{'class_name': 'Dense', 'name': 'a', 'config': {'units': 2},"
            + " 'inbound_nodes': [[['b', 0, 0, {}]]]},"
            + "{'class_name': 'Dense', 'name': 'b', 'config': {'units': 2},"
            + " 'inbound_nodes': [[['a', 0, 0, {}]]]}]}}";
    assertThat(faults(circle.replace('\'', '"')))
        .extracting(Fault::detail)
        .containsExactly("lead back to the layer");
  }

  private static String sequential(String... layers) {
    return "{'class_name': 'Sequential', 'config': {'layers': [%s]}}"
        .formatted(String.join(", ", layers))
        .replace('\'', '"');
  }

  private static LayerSpec layer(int units, Activation activation, Initializer weights) {
    return new LayerSpec(units, activation, weights, Constant.ZEROS, true);
  }

  private static List<Fault> faults(String json) {
    return catchThrowableOfType(InvalidSpec.class, () -> read(json)).faults();
  }

  private static ImportedNetwork read(String json) {
    return KerasImport.read(PlainValues.of(JSON.readTree(json)), KerasImportTest::parsed);
  }

  private static Object parsed(String json) {
    return BodyReader.readTree(json.getBytes(StandardCharsets.UTF_8)).to(PlainValues::of);
  }

  /** JSON on one line, so that texts can be replaced. */
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
