package dev.gradtrace.interchange.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.interchange.ImportedNetwork;
import dev.gradtrace.interchange.MixedNetworks;
import dev.gradtrace.interchange.Networks;
import dev.gradtrace.interchange.Provenance;
import dev.gradtrace.interchange.ScaledNetwork;
import dev.gradtrace.interchange.onnx.export.OnnxFile;
import dev.gradtrace.interchange.onnx.export.Precision;
import dev.gradtrace.interchange.protobuf.Message;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.NormalizationPlace;
import dev.gradtrace.validation.InvalidSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Models of other tools, and exported ones. */
class OnnxImportTest {

  private static final String FOLDER = "/interchange/onnx/";

  private static final long MANY = 1_000_000;

  /** For double precision, with another order of sums. */
  private static final double TOLERANCE = 1e-12;

  static Stream<JsonNode> answers() {
    JsonNode cases = new JsonMapper().readTree(bytes("answers.json"));
    return StreamSupport.stream(cases.spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answersAsTheToolThatWroteTheModel(JsonNode example) {
    ImportedNetwork imported =
        OnnxImport.read(bytes(example.get("name").asString() + ".onnx"), MANY);
    NetworkSpec spec = imported.network();
    List<String> expected = new ArrayList<>();
    example.get("activations").forEach(name -> expected.add(name.asString()));
    assertThat(spec.layers().stream().map(layer -> layer.activation().label()))
        .containsExactlyElementsOf(expected);
    double[][] answers =
        Networks.answer(new Network(spec, imported.parameters()), table(example.get("inputs")));
    double[][] theirs = table(example.get("outputs"));
    for (int i = 0; i < theirs.length; i++) {
      assertThat(answers[i])
          .as("sample %d of %s", i, example.get("name"))
          .containsExactly(theirs[i], within(TOLERANCE));
    }
  }

  static Stream<Activation> activations() {
    return Networks.activations();
  }

  @ParameterizedTest
  @MethodSource("activations")
  void getsBackWhatWasExported(Activation activation) throws IOException {
    Network network = Networks.deep(4, 2, 3, activation);
    ImportedNetwork imported = OnnxImport.read(exported(network, identity(4)), MANY);
    assertThat(imported.network().layers().stream().map(LayerSpec::activation))
        .containsExactlyElementsOf(
            network.spec().layers().stream().map(LayerSpec::activation).toList());
    for (int l = 1; l <= network.depth(); l++) {
      assertThat(imported.parameters().weights(l).toArray())
          .as("weights of layer %d", l)
          .containsExactly(network.weights(l).toArray());
      assertThat(imported.parameters().biases(l).toArray())
          .as("biases of layer %d", l)
          .containsExactly(network.biases(l).toArray());
    }
  }

  @Test
  void makesTheScalingPartOfTheFirstLayer() throws IOException {
    Scaling.Fitted scaling = Scaling.Fitted.of(new double[] {1, -2, 30}, new double[] {2, 0, 0.1});
    Network network = Networks.deep(3, 1, 4, Elementwise.SIGMOID);
    ImportedNetwork imported = OnnxImport.read(exported(network, scaling), MANY);
    double[][] raw = {{3, 4, 10}, {-1, 2, 31}};
    double[][] scaled = {{4, 0, -2}, {-4, 0, 0.1}};
    double[][] expected = Networks.answer(network, scaled);
    double[][] found = Networks.answer(new Network(imported.network(), imported.parameters()), raw);
    for (int i = 0; i < raw.length; i++) {
      assertThat(found[i]).containsExactly(expected[i], within(TOLERANCE));
    }
    assertThat(imported.notes()).anyMatch(note -> note.contains("scaling"));
  }

  @Test
  void keepsALayerWithoutBiasesWithoutThem() throws IOException {
    LayerSpec plain = LayerSpec.of(3, Elementwise.RELU);
    LayerSpec unbiased =
        new LayerSpec(
            3, plain.activation(), plain.weightInitializer(), plain.biasInitializer(), false);
    Network network = Network.initial(new NetworkSpec(2, List.of(unbiased, plain)), 3);
    NetworkSpec spec = OnnxImport.read(exported(network, identity(2)), MANY).network();
    assertThat(spec.layers().stream().map(LayerSpec::useBias)).containsExactly(false, true);
  }

  @ParameterizedTest
  @CsvSource({
    "refused_conv, Conv",
    "refused_residual, ends with the sum of a skip",
    "refused_mish, none of the activations"
  })
  void namesTheNodeThatIsNotSupported(String name, String reason) {
    assertThatThrownBy(() -> OnnxImport.read(bytes(name + ".onnx"), MANY))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageContaining("/graph/node/")
        .hasMessageContaining(reason);
  }

  static Stream<Network> mixed() {
    return MixedNetworks.first(120);
  }

  /**
   * An exported network is imported unchanged, except for what a model for inference does not
   * contain.
   */
  @ParameterizedTest
  @MethodSource("mixed")
  void readsNormalisationsSkipsAndMasksBack(Network network) throws IOException {
    int inputs = network.spec().inputs();
    ImportedNetwork imported = OnnxImport.read(exported(network, identity(inputs)), MANY);
    NetworkSpec spec = imported.network();
    assertThat(spec.depth()).isEqualTo(network.depth());
    assertThat(spec.inputDropout()).isEqualTo(network.spec().inputDropout());
    assertThat(spec.layers().stream().map(LayerSpec::dropout))
        .containsExactlyElementsOf(
            network.spec().layers().stream().map(LayerSpec::dropout).toList());
    assertThat(spec.blocks()).hasSameSizeAs(network.spec().blocks());
    for (int l = 1; l <= network.depth(); l++) {
      for (NormalizationPlace place : NormalizationPlace.values()) {
        assertThat(kind(spec, place, l)).isEqualTo(kind(network.spec(), place, l));
      }
      assertThat(spec.blockOf(l)).isEqualTo(network.spec().blockOf(l));
    }
    double[][] batch = Networks.inputs(6, inputs, 2);
    double[][] expected = Networks.answer(network, batch);
    double[][] found = Networks.answer(new Network(spec, imported.parameters()), batch);
    for (int i = 0; i < batch.length; i++) {
      assertThat(found[i]).containsExactly(expected[i], within(TOLERANCE));
    }
  }

  private static String kind(NetworkSpec spec, NormalizationPlace place, int l) {
    Normalization kind = spec.normalization(place, l);
    return kind == null ? "none" : kind.label() + ", ε = " + kind.epsilon();
  }

  @Test
  void refusesMoreNumbersThanAreAllowed() {
    assertThatThrownBy(() -> OnnxImport.read(bytes("torch_all_float.onnx"), 20))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageContaining("than are allowed");
  }

  /** A damaged model is read or refused. */
  @Test
  void survivesDamage() {
    Random random = new Random(7);
    int refused = 0;
    for (String name : List.of("torch_all_double", "onnx_scaled_matmul_gemm", "torch_unfolded")) {
      byte[] whole = bytes(name + ".onnx");
      for (int i = 0; i < 4000; i++) {
        byte[] damaged =
            Arrays.copyOf(whole, i % 3 == 0 ? random.nextInt(whole.length) : whole.length);
        for (int k = 0; k < i % 5 && damaged.length > 0; k++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        try {
          OnnxImport.read(damaged, MANY);
        } catch (InvalidSpec refusal) {
          assertThat(refusal.faults()).isNotEmpty();
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(4000);
  }

  @Test
  void refusesWhatOnlyClaimsToBeLong() {
    byte[] claims = {0x3a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07, 1, 2, 3};
    assertThatThrownBy(() -> OnnxImport.read(claims, MANY)).isInstanceOf(InvalidSpec.class);
    assertThatThrownBy(() -> OnnxImport.read(new byte[0], MANY)).isInstanceOf(InvalidSpec.class);
    byte[] nested = new byte[100_000];
    Arrays.fill(nested, (byte) 0x0b);
    assertThatThrownBy(() -> OnnxImport.read(nested, MANY)).isInstanceOf(InvalidSpec.class);
  }

  private static byte[] exported(Network network, Scaling.Fitted scaling) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new OnnxFile(
            new Provenance("1.0", "job", List.of()),
            ScaledNetwork.of(network, scaling),
            Precision.FLOAT64)
        .writeTo(bytes);
    return bytes.toByteArray();
  }

  private static Scaling.Fitted identity(int features) {
    double[] ones = new double[features];
    Arrays.fill(ones, 1);
    return Scaling.Fitted.of(new double[features], ones);
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
    try (InputStream in = OnnxImportTest.class.getResourceAsStream(FOLDER + file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes that a refusal may take: less than a copy of what the model shares. */
  private static final long LITTLE = 64L << 20;

  @ParameterizedTest
  @ValueSource(strings = {"Gemm", "MatMul", "Transpose"})
  void paysForEveryNodeBeforeItWorks(String operator) {
    int width = 1000;
    Message weights =
        new Message()
            .put(Onnx.Tensor.NAME, "w")
            .put(Onnx.Tensor.DATA_TYPE, Onnx.DataType.DOUBLE)
            .put(Onnx.Tensor.DIMS, width)
            .put(Onnx.Tensor.DIMS, width)
            .putRows(Onnx.Tensor.RAW_DATA, Matrix.zeros(width, width));
    Message graph = new Message().put(Onnx.Graph.INITIALIZER, weights);
    for (int i = 0; i < 20_000; i++) {
      Message node = new Message().put(Onnx.Node.OP_TYPE, operator);
      if (!operator.equals("Transpose")) {
        node.put(Onnx.Node.INPUT, "x");
      }
      graph.put(Onnx.Graph.NODE, node.put(Onnx.Node.INPUT, "w").put(Onnx.Node.OUTPUT, "y" + i));
    }
    byte[] model = model(graph);
    long before = allocated();
    assertThatThrownBy(() -> OnnxImport.read(model, MANY))
        .isInstanceOfSatisfying(
            InvalidSpec.class,
            refusal ->
                assertThat(refusal.faults())
                    .hasSizeLessThanOrEqualTo(100)
                    .allMatch(fault -> fault.detail().contains("more weights and biases")));
    assertThat(allocated() - before).isLessThan(LITTLE + model.length);
  }

  /** Operators that go through a list of which they make little. */
  @ParameterizedTest
  @ValueSource(strings = {"ReduceProd", "ConstantOfShape", "Reshape"})
  void paysForWhatItGoesThrough(String operator) {
    Message sizes =
        new Message()
            .put(Onnx.Tensor.NAME, "w")
            .put(Onnx.Tensor.DATA_TYPE, Onnx.DataType.DOUBLE)
            .put(Onnx.Tensor.DIMS, 100_000)
            .putRows(Onnx.Tensor.RAW_DATA, Matrix.zeros(100_000, 1));
    Message graph = new Message().put(Onnx.Graph.INITIALIZER, sizes);
    for (int i = 0; i < 100; i++) {
      Message node = new Message().put(Onnx.Node.OP_TYPE, operator).put(Onnx.Node.INPUT, "w");
      if (operator.equals("Reshape")) {
        node.put(Onnx.Node.INPUT, "w");
      }
      graph.put(Onnx.Graph.NODE, node.put(Onnx.Node.OUTPUT, "y" + i));
    }
    assertThatThrownBy(() -> OnnxImport.read(model(graph), MANY))
        .hasMessageContaining("more weights and biases");
  }

  @Test
  void refusesTensorsOfMoreDimensionsThanAnybodyUses() {
    Message tensor =
        new Message().put(Onnx.Tensor.NAME, "w").put(Onnx.Tensor.DATA_TYPE, Onnx.DataType.DOUBLE);
    for (int i = 0; i < 500_000; i++) {
      tensor.put(Onnx.Tensor.DIMS, 2);
    }
    byte[] model = model(new Message().put(Onnx.Graph.INITIALIZER, tensor));
    assertThatThrownBy(() -> OnnxImport.read(model, MANY))
        .hasMessageContaining("more than 100 dimensions")
        .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(200));
  }

  @Test
  void saysShortlyThatElementsAreMissing() {
    Message tensor =
        new Message().put(Onnx.Tensor.NAME, "w").put(Onnx.Tensor.DATA_TYPE, Onnx.DataType.DOUBLE);
    for (int i = 0; i < 100; i++) {
      tensor.put(Onnx.Tensor.DIMS, Long.MAX_VALUE);
    }
    Message node =
        new Message()
            .put(Onnx.Node.OP_TYPE, "MatMul")
            .put(Onnx.Node.INPUT, "x")
            .put(Onnx.Node.INPUT, "w")
            .put(Onnx.Node.OUTPUT, "y".repeat(1_000_000));
    byte[] model =
        model(new Message().put(Onnx.Graph.INITIALIZER, tensor).put(Onnx.Graph.NODE, node));
    assertThatThrownBy(() -> OnnxImport.read(model, MANY))
        .hasMessageContaining("has not as many elements")
        .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(400));
  }

  @ParameterizedTest
  @ValueSource(ints = {Onnx.Graph.INITIALIZER, Onnx.Graph.INPUT, Onnx.Graph.OUTPUT, 99})
  void refusesGraphsOfMorePartsThanTheyHave(int field) {
    Message graph = new Message();
    Message empty = new Message();
    for (int i = 0; i < 200_001; i++) {
      graph.put(field, empty);
    }
    byte[] model = model(graph);
    assertThatThrownBy(() -> OnnxImport.read(model, MANY)).hasMessageContaining("too large");
  }

  @Test
  void refusesNodesOfMoreInputsThanTheyHave() {
    Message node = new Message().put(Onnx.Node.OP_TYPE, "Sum");
    for (int i = 0; i < 100_000; i++) {
      node.put(Onnx.Node.INPUT, "x");
    }
    byte[] model = model(new Message().put(Onnx.Graph.NODE, node));
    assertThatThrownBy(() -> OnnxImport.read(model, MANY)).hasMessageContaining("too large");
  }

  /** A model whose graph has an input x and an output y. */
  private static byte[] model(Message graph) {
    Message shape =
        new Message()
            .put(Onnx.Shape.DIM, new Message().put(Onnx.Dimension.PARAM, "batch"))
            .put(Onnx.Shape.DIM, new Message().put(Onnx.Dimension.VALUE, 1000));
    Message type =
        new Message()
            .put(
                Onnx.Type.TENSOR_TYPE,
                new Message()
                    .put(Onnx.TensorType.ELEM_TYPE, Onnx.DataType.DOUBLE)
                    .put(Onnx.TensorType.SHAPE, shape));
    graph.put(
        Onnx.Graph.INPUT,
        new Message().put(Onnx.ValueInfo.NAME, "x").put(Onnx.ValueInfo.TYPE, type));
    graph.put(Onnx.Graph.OUTPUT, new Message().put(Onnx.ValueInfo.NAME, "y"));
    return GraphText.model(graph, Onnx.OPSET);
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }
}
