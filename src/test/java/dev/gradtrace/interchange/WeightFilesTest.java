package dev.gradtrace.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.interchange.keras.KerasFile;
import dev.gradtrace.interchange.safetensors.TorchSequential;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.validation.InvalidSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Models written by PyTorch and Keras with their weights give the outputs of these tools. */
class WeightFilesTest {

  private static final double DOUBLE = 1e-12;

  /** For models in 32 bits. */
  private static final double SINGLE = 1e-6;

  /** For models in 16 bits. */
  private static final double HALF = 0.02;

  /** Memory that reading a file may take: this multiple of its bytes, and a constant. */
  private static final int TIMES = 40;

  private static final long BESIDES = 8 << 20;

  private static final int MUTATIONS = 200;

  static Stream<Arguments> ofKeras() {
    return Stream.of("keras", "tf_keras")
        .flatMap(
            tool ->
                WeightFiles.answers(tool)
                    .get("outputs")
                    .propertyStream()
                    .map(entry -> Arguments.of(tool, entry.getKey(), entry.getValue())));
  }

  @ParameterizedTest
  @MethodSource("ofKeras")
  void answersAsKeras(String tool, String name, JsonNode outputs) {
    ImportedNetwork imported = WeightFiles.keras(name, WeightFiles.of(tool).get(name));
    assertThat(imported.scaling()).isNull();
    JsonNode inputs = WeightFiles.answers(tool).get("inputs");
    boolean is64 = name.matches("(exact|residual|plain).*");
    answers(imported, inputs, outputs, is64 ? DOUBLE : name.startsWith("halves") ? HALF : SINGLE);
  }

  static Stream<Arguments> ofTorch() {
    return WeightFiles.answers("torch")
        .get("models")
        .propertyStream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest
  @MethodSource("ofTorch")
  void answersAsPyTorch(String name, JsonNode model) {
    byte[] file = WeightFiles.of("torch").get(name + ".safetensors");
    ImportedNetwork imported = WeightFiles.torch(file, model.get("query"));
    double tolerance = model.get("is32").asBoolean() ? SINGLE : DOUBLE;
    answers(imported, WeightFiles.answers("torch").get("inputs"), model.get("outputs"), tolerance);
  }

  @Test
  void saysInWhichOrderNamesPutLayers() {
    byte[] file = WeightFiles.of("torch").get("numbered.safetensors");
    JsonNode query = WeightFiles.answers("torch").get("models").get("numbered").get("query");
    assertThat(WeightFiles.torch(file, query).notes())
        .contains("Layers are in the order of their names: fc1, fc2, out; modules tells another.");
    byte[] alike = WeightFiles.of("torch").get("layer.safetensors");
    JsonNode gelu = WeightFiles.answers("torch").get("models").get("layer").get("query");
    assertThat(WeightFiles.torch(alike, gelu).notes())
        .noneMatch(note -> note.contains("order of their names"));
  }

  private static void answers(
      ImportedNetwork imported, JsonNode inputs, JsonNode outputs, double tolerance) {
    Network network = new Network(imported.network(), imported.parameters());
    double[][] ours = Networks.answer(network, WeightFiles.table(inputs));
    double[][] theirs = WeightFiles.table(outputs);
    for (int i = 0; i < theirs.length; i++) {
      assertThat(ours[i]).as("sample %d", i).containsExactly(theirs[i], within(tolerance));
    }
  }

  static Stream<Arguments> refused() {
    return WeightFiles.answers("keras")
        .get("refused")
        .propertyStream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue().asString()));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void saysWhatToDoAboutWhatItDoesNotRead(String name, String told) {
    byte[] file = WeightFiles.of("keras").get(name);
    assertThatThrownBy(() -> WeightFiles.keras(name, file))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageContaining(told);
  }

  static Stream<Network> networks() {
    return MixedNetworks.first(40);
  }

  /** Norms, dropout and skips of every kind survive export and import. */
  @ParameterizedTest
  @MethodSource("networks")
  void readsWhatIsExported(Network network) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    int inputs = network.spec().inputs();
    ScaledNetwork scaled = ScaledNetwork.of(network, Scaling.Fitted.identity(inputs));
    KerasFile.of(scaled, new Provenance("1.0", "job", List.of())).writeTo(file);
    ImportedNetwork imported = WeightFiles.keras("", file.toByteArray());
    assertThat(imported.network().blocks()).hasSameSizeAs(network.spec().blocks());
    double[][] samples = Networks.inputs(4, inputs, 1);
    double[][] ours = Networks.answer(network, samples);
    Network read = new Network(imported.network(), imported.parameters());
    double[][] again = Networks.answer(read, samples);
    for (int i = 0; i < ours.length; i++) {
      assertThat(again[i]).containsExactly(ours[i], within(DOUBLE));
    }
  }

  @Test
  void refusesArchivesThatGrowTooMuch() throws IOException {
    assertThatThrownBy(() -> WeightFiles.keras("", zip("config.json", 10 << 20)))
        .hasMessageContaining("packed more closely");
    assertThatThrownBy(() -> WeightFiles.keras("", zip("other", 10 << 20)))
        .hasMessageContaining("packed more closely");
    assertThatThrownBy(() -> WeightFiles.keras("", zip("config.json", 10)))
        .hasMessageContaining("without model.weights.h5");
  }

  private static byte[] zip(String name, int zeros) throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(archive)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(new byte[zeros]);
    }
    return archive.toByteArray();
  }

  /** Parameters for a file of a module whose names do not give the order. */
  @ParameterizedTest
  @CsvSource({
    "'', '', 4 6 6 6 3",
    "'stem,body.1,body.0,head', '', 4 6 6 6 3",
    "'stem,body.0,head', lacks body.1, ''",
    "'stem,stem,body.0,body.1,head', more than once, ''",
    "'body.0,stem,body.1,head', takes 4 inputs, ''"
  })
  void takesModulesInTheOrderThatIsTold(String modules, String refusal, String widths) {
    byte[] file = WeightFiles.of("torch").get("named.safetensors");
    JsonNode query =
        new JsonMapper().createObjectNode().put("activation", "relu").put("modules", modules);
    if (refusal.isEmpty()) {
      NetworkSpec network = WeightFiles.torch(file, query).network();
      String told =
          IntStream.rangeClosed(0, network.depth())
              .mapToObj(l -> String.valueOf(network.width(l)))
              .collect(Collectors.joining(" "));
      assertThat(told).isEqualTo(widths);
    } else {
      assertThatThrownBy(() -> WeightFiles.torch(file, query)).hasMessageContaining(refusal);
    }
  }

  /** Exported networks with skips are not mistaken for chains. */
  @Test
  void refusesSkipsThatAFileDoesNotTell() throws IOException {
    Network network =
        MixedNetworks.first(40)
            .filter(drawn -> !drawn.spec().blocks().isEmpty())
            .findFirst()
            .orElseThrow();
    int inputs = network.spec().inputs();
    ScaledNetwork scaled = ScaledNetwork.of(network, Scaling.Fitted.identity(inputs));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    TorchSequential.file(scaled, new Provenance("1.0", "job", List.of())).writeTo(file);
    JsonNode query = new JsonMapper().createObjectNode().put("activation", "relu");
    assertThatThrownBy(() -> WeightFiles.torch(file.toByteArray(), query))
        .hasMessageContaining("skips");
  }

  /** A damaged file is read or refused, and takes no more memory than an intact one. */
  @ParameterizedTest
  @ValueSource(strings = {"keras", "tf_keras", "torch"})
  void survivesDamage(String tool) {
    JsonNode models = WeightFiles.answers(tool).path("models");
    SplittableRandom random = new SplittableRandom(11);
    for (Map.Entry<String, byte[]> entry : WeightFiles.of(tool).entrySet()) {
      String name = entry.getKey();
      JsonNode query = models.path(name.replace(".safetensors", "")).path("query");
      Consumer<byte[]> reader =
          tool.equals("torch")
              ? bytes -> WeightFiles.torch(bytes, query)
              : bytes -> WeightFiles.keras(name, bytes);
      for (int i = 0; i < MUTATIONS; i++) {
        read(name + " " + i, reader, damaged(entry.getValue(), i, random));
      }
    }
  }

  private static byte[] damaged(byte[] whole, int number, SplittableRandom random) {
    byte[] damaged = whole.clone();
    for (int k = 0; k <= number % 6; k++) {
      int at = random.nextInt(damaged.length);
      damaged[at] =
          (byte) (number % 2 == 0 ? random.nextInt() : whole[random.nextInt(whole.length)]);
    }
    return damaged;
  }

  private static void read(String name, Consumer<byte[]> reader, byte[] file) {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    try {
      reader.accept(file);
    } catch (InvalidSpec refusal) {
      assertThat(refusal.faults()).as(name).isNotEmpty();
    }
    assertThat(thread.getCurrentThreadAllocatedBytes() - before)
        .as("bytes that %s takes", name)
        .isLessThan(BESIDES + (long) TIMES * file.length);
  }
}
