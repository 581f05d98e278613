package dev.gradtrace.web.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.story.Service;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** State dicts of PyTorch, as {@code src/test/resources/observed/state_dicts.py} writes them. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ObservedFilesTest {

  /** Tolerance between two double-precision computations over twelve layers. */
  private static final double ROUNDING = 1e-12;

  private static final int MUTATIONS = 200;

  private static final String BATCH_NORM =
      "'normalization': {'name': 'batch_norm', 'momentum': 0.9, 'epsilon': 1e-5, 'movingVariance': 'sample'}";

  private static final String DEEP =
      "{'inputs': 4, 'layers': [{'units': 4, 'activation': 'relu', 'repeat': 11, "
          + BATCH_NORM
          + "}, {'units': 3, 'activation': 'softmax'}]}";

  private static final String MIXED =
      "{'inputs': 4, 'layers': [{'units': 6, 'activation': 'silu',"
          + " 'normalization': {'name': 'layer_norm', 'epsilon': 1e-5}},"
          + " {'units': 5, 'activation': 'tanh', 'useBias': false,"
          + " 'normalization': {'name': 'rms_norm', 'epsilon': 2.220446049250313e-16}},"
          + " {'units': 3, 'activation': 'softmax'}]}";

  private static final String NAMED =
      "{'inputs': 4, 'layers': [{'units': 6, 'activation': 'tanh'},"
          + " {'units': 5, 'activation': 'tanh'}, {'units': 3, 'activation': 'softmax'}]}";

  /** Of Skips in {@code state_dicts.py}. */
  private static final String SKIPS =
      "{'inputs': 4, 'inputNormalization': {'name': 'batch_norm', 'epsilon': 1e-5}, 'layers': ["
          + "{'units': 6, 'activation': 'relu', 'normalization':"
          + " {'name': 'batch_norm', 'epsilon': 1e-5, 'position': 'after_activation'}},"
          + "{'residual': [{'units': 7, 'activation': 'gelu', "
          + BATCH_NORM
          + "}, {'units': 6, 'activation': 'linear'}], 'scale': 0.5,"
          + " 'normalization': {'name': 'layer_norm', 'epsilon': 1e-5}},"
          + "{'residual': [{'units': 6, 'activation': 'leaky_relu', 'negativeSlope': 0.1}],"
          + " 'normalization': {'name': 'rms_norm', 'epsilon': 2.220446049250313e-16},"
          + " 'normalizationPosition': 'after'},"
          + "{'units': 3, 'activation': 'softmax'}]}";

  private static final String ACTIVATIONS =
      Stream.of(
              "linear sigmoid tanh relu leaky_relu elu selu gelu silu softplus softmax exponential"
                  .split(" "))
          .map("{'units': 4, 'activation': '%s'}"::formatted)
          .collect(
              Collectors.joining(
                  ", ", "{'inputs': 4, 'layers': [", ", {'units': 3, 'activation': 'softmax'}]}"));

  private static final Map<String, String> NETWORKS =
      Map.of(
          "deep", DEEP, "mixed", MIXED, "named", NAMED, "skips", SKIPS, "activations", ACTIVATIONS);

  @LocalServerPort private int port;

  private Service service;
  private JsonNode expected;

  @BeforeEach
  void readWhatIsExpected() throws IOException {
    service = new Service(port);
    expected = Service.json(new String(resource("expected.json"), StandardCharsets.UTF_8));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = ObservedFilesTest.class.getResourceAsStream("/observed/" + name)) {
      return in.readAllBytes();
    }
  }

  private static byte[] file(String name) throws IOException {
    return resource(name + ".safetensors");
  }

  private static String network(String name) {
    return NETWORKS.get(name.substring(0, name.indexOf('-')));
  }

  private String begin(String network) {
    return begin(network, "");
  }

  private String begin(String network, String more) {
    ObjectNode batch = (ObjectNode) Service.json("{}");
    batch.set("inputs", expected.get("inputs"));
    batch.set("labels", expected.get("labels"));
    ObjectNode request =
        (ObjectNode) Service.json("{'cost': 'categorical_cross_entropy'%s}".formatted(more));
    request.set("network", Service.json(network));
    request.set("batch", batch);
    String id = service.post("/v1/observed-runs", request, 201).get("id").asString();
    return "/v1/observed-runs/" + id;
  }

  private HttpResponse<String> put(String path, byte[] file) {
    return service.put(path, "application/octet-stream", file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deep-f32",
        "mixed-f64",
        "mixed-f16",
        "mixed-bf16",
        "named-f32",
        "skips-f64",
        "activations-f64"
      })
  void findsTheGradientThatAutogradFinds(String name) throws IOException {
    JsonNode look = Service.body(put(begin(network(name)) + "/steps/0", file(name)), 200);
    JsonNode right = expected.at("/files/" + name);
    assertThat(look.get("loss").asDouble())
        .isCloseTo(right.get("loss").asDouble(), within(ROUNDING));
    for (int i = 0; i < look.get("layers").size(); i++) {
      assertThat(look.at("/layers/" + i + "/deltaLog10").asDouble())
          .as("deltaLog10 of layer %d", i + 1)
          .isCloseTo(right.at("/deltaLog10/" + i).asDouble(), within(ROUNDING));
    }
  }

  @Test
  void readsTheNumbersOfEveryFileUnderOneHeader() throws IOException {
    byte[] first = file("named-f32");
    byte[] second = first.clone();
    int last = second.length - Float.BYTES;
    ByteBuffer.wrap(second).order(ByteOrder.LITTLE_ENDIAN).putFloat(last, 7);
    String run = begin(NAMED);
    JsonNode before = Service.body(put(run + "/steps/0", first), 200);
    assertThat(put(run + "/steps/1", Arrays.copyOf(second, last)).statusCode()).isEqualTo(400);
    JsonNode after = Service.body(put(run + "/steps/1", second), 200);
    JsonNode alone = Service.body(put(begin(NAMED) + "/steps/1", second), 200);
    assertThat(after.get("loss")).isEqualTo(alone.get("loss")).isNotEqualTo(before.get("loss"));
  }

  @Test
  void takesTheOrderThatIsSaid() throws IOException {
    String run = begin(NAMED);
    byte[] file = file("named-f32");
    JsonNode found = Service.body(put(run + "/steps/0", file), 200);
    JsonNode said = Service.body(put(run + "/steps/1?modules=stem,body.0,head", file), 200);
    assertThat(said.get("loss")).isEqualTo(found.get("loss"));
    JsonNode wrong = Service.body(put(run + "/steps/2?modules=stem,head,body.0", file), 422);
    assertThat(wrong.at("/errors/0/pointer").asString()).isEqualTo("/head.bias");
    JsonNode unknown = Service.body(put(run + "/steps/2?modules=stem,neck,head", file), 400);
    assertThat(unknown.at("/errors/0/pointer").asString()).isEqualTo("/modules");
  }

  @Test
  void givesBackWhatWasSent() throws IOException {
    String run = begin(MIXED);
    Service.body(service.get(run + "/export?format=safetensors"), 409);
    Service.body(put(run + "/steps/0", file("mixed-bf16")), 200);
    assertThat(service.bytes(run + "/export?format=safetensors")).isEqualTo(file("mixed-bf16"));
    Service.body(put(run + "/steps/1", file("mixed-f16")), 200);
    assertThat(service.bytes(run + "/export?format=safetensors")).isEqualTo(file("mixed-f16"));
    assertThat(
            new String(
                service.bytes(run + "/export?format=safetensors&names=gradtrace"),
                StandardCharsets.ISO_8859_1))
        .contains("layers.1.normalization.gamma");
  }

  @Test
  void namesTheTensorThatDoesNotFit() throws IOException {
    JsonNode refused = Service.body(put(begin(MIXED) + "/steps/0", file("named-f32")), 422);
    assertThat(refused.at("/errors").findValuesAsString("pointer"))
        .contains("/body.0.bias", "/layers.1.normalization.weight");
  }

  @Test
  void takesPointsThatAreNotFinite() throws IOException {
    String run = begin(NAMED);
    JsonNode look =
        Service.body(put(run + "/steps/30?trainingLoss=nan&learningRate=0.1", notFinite()), 200);
    assertThat(look.get("loss").isNull()).isTrue();
    assertThat(divergence(run).get("firstStep").asLong()).isEqualTo(30);
  }

  @Test
  void proposesATenthOfTheRateThatWasToldLast() throws IOException {
    String run = begin(NAMED);
    Service.body(put(run + "/steps/0?learningRate=0.5", file("named-f32")), 200);
    Service.body(put(run + "/steps/1?learningRate=0.25", notFinite()), 200);
    Service.body(put(run + "/steps/2", notFinite()), 200);
    JsonNode remedy = divergence(run).at("/remedies/0");
    assertThat(remedy.get("title").asString()).isEqualTo("learning rate 0.025 instead of 0.25");
    assertThat(remedy.at("/patch/0/value").asDouble()).isEqualTo(0.025);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", 'optimizer': {'name': 'sgd'}"})
  void namesNoRateWhereNoneWasTold(String optimizer) throws IOException {
    String run = begin(NAMED, optimizer);
    Service.body(put(run + "/steps/0", notFinite()), 200);
    assertThat(divergence(run).get("remedies").findValuesAsString("title"))
        .containsExactly("gradient clipped to norm 1");
  }

  private static byte[] notFinite() throws IOException {
    byte[] file = file("named-f32");
    ByteBuffer.wrap(file)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putFloat(file.length - Float.BYTES, Float.NaN);
    return file;
  }

  private JsonNode divergence(String run) {
    return service
        .read(run + "/diagnosis")
        .get("findings")
        .valueStream()
        .filter(finding -> finding.get("rule").asString().equals("divergence"))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"deep-f32", "mixed-bf16"})
  void refusesDamagedFiles(String name) throws IOException {
    String run = begin(network(name));
    byte[] sound = file(name);
    Random random = new Random(21);
    for (int k = 0; k < MUTATIONS; k++) {
      HttpResponse<String> answer = put(run + "/steps/0", mutated(sound, random));
      assertThat(answer.statusCode()).as("mutation %d: %s", k, answer.body()).isIn(200, 400, 422);
      if (answer.statusCode() != 200) {
        assertThat(Service.body(answer, answer.statusCode()).get("errors")).isNotEmpty();
      }
    }
    Service.body(put(run + "/steps/0", sound), 200);
  }

  @ParameterizedTest
  @CsvSource({
    "'PK\u0003\u0004....model/data.pkl', pickle is not run",
    "'\u0080\u0002\u008a\nl\u00fc', safetensors.torch.save_file",
    "'\u0001\u00ff\u0003', its 3 bytes do not hold the header"
  })
  void saysWhatAFileIsInsteadOfSafetensors(String file, String told) throws IOException {
    byte[] bytes = file.getBytes(StandardCharsets.ISO_8859_1);
    HttpResponse<String> answer = put(begin(network("deep-f32")) + "/steps/0", bytes);
    assertThat(Service.body(answer, 400).get("detail").asString())
        .contains("is no safetensors file", told);
  }

  /** A file that is truncated, or has changed bytes or lengths, mostly in its header. */
  private static byte[] mutated(byte[] sound, Random random) {
    byte[] file = sound.clone();
    int header = Long.BYTES + (int) ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getLong();
    switch (random.nextInt(6)) {
      case 0 -> file = Arrays.copyOf(file, random.nextInt(file.length + 50));
      case 1 -> file[random.nextInt(Long.BYTES)] = (byte) random.nextInt();
      case 2 -> ByteBuffer.wrap(file).putLong(random.nextLong());
      case 3 -> file[header + random.nextInt(file.length - header)] = (byte) random.nextInt();
      case 4 -> {
        int digit = Long.BYTES + random.nextInt(header - Long.BYTES);
        while (file[digit] < '0' || file[digit] > '9') {
          digit = Long.BYTES + (digit + 1 - Long.BYTES) % (header - Long.BYTES);
        }
        file[digit] = (byte) "0123456789-e.".charAt(random.nextInt(13));
      }
      default -> {
        for (int i = 0; i < 3; i++) {
          file[Long.BYTES + random.nextInt(header - Long.BYTES)] = (byte) random.nextInt();
        }
      }
    }
    return file;
  }

  @Test
  void allocatesNothingForSizesThatAreOnlyDeclared() {
    String run = begin(NAMED);
    for (String header :
        new String[] {
          "{'stem.weight': {'dtype': 'F64', 'shape': [2147483647, 2147483647], 'data_offsets': [0, 0]}}",
          "{'stem.weight': {'dtype': 'F64', 'shape': [0, 9223372036854775807], 'data_offsets': [0, 0]}}",
          "{'stem.weight': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 9223372036854775807]}}",
          "{'stem.weight': {'dtype': 'F32', 'shape': [-1], 'data_offsets': [0, -4]}}",
          "{'a': {'dtype': 'F9', 'shape': [], 'data_offsets': [0, 0]}, 'a~/b': 3}",
          "{'a': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4]}, 'b': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4]}}",
          "[]",
          "{}",
        }) {
      byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
      ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + json.length + 4);
      bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json);
      HttpResponse<String> answer = put(run + "/steps/0", bytes.array());
      assertThat(answer.statusCode()).as(header).isIn(400, 422);
      assertThat(Service.body(answer, answer.statusCode()).get("errors")).as(header).isNotEmpty();
    }
  }
}
