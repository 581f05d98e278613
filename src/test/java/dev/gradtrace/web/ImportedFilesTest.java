package dev.gradtrace.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.interchange.WeightFiles;
import dev.gradtrace.story.Service;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Files with weights come in, are trained on, and what is wrong with them is told. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ImportedFilesTest {

  private static final String IMPORT = "/v1/networks/import";
  private static final String BYTES = "application/octet-stream";
  private static final int MUTATIONS = 200;

  /** Tolerance: the tools compute in single precision. */
  private static final double SINGLE = 1e-6;

  private static final String STILL =
      """
      {"cost": "mean_squared_error", "epochs": 1,
       "optimizer": {"name": "sgd", "learningRate": 1e-300}}
      """;

  @LocalServerPort private int port;

  private final JsonMapper json = new JsonMapper();
  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  /** A job with a negligible learning rate predicts what the tool does. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "keras    | rms.keras           | /outputs/rms.keras      |",
        "keras    | plain.h5            | /outputs/plain.h5       |",
        "tf_keras | activations.h5      | /outputs/activations.h5 |",
        "torch    | layer.safetensors   | /models/layer/outputs   | ?activation=gelu",
        "torch    | rms-f32.safetensors | /models/rms-f32/outputs | ?activation=silu"
      })
  void trainsOnWhatWasImported(String tool, String name, String answers, String query) {
    byte[] file = WeightFiles.of(tool).get(name);
    String question = query == null ? "" : query;
    JsonNode imported = ok(service.post(IMPORT + question, BYTES, file));
    assertThat(ok(service.upload(IMPORT + "/file" + question, Map.of("file", file))))
        .isEqualTo(imported);
    JsonNode known = WeightFiles.answers(tool);
    ObjectNode job = (ObjectNode) Service.json(STILL);
    job.set("network", imported.get("network"));
    job.set("parameters", imported.get("parameters"));
    ObjectNode dataset = job.putObject("dataset");
    dataset.set("inputs", known.get("inputs"));
    dataset.set("targets", known.at(answers));
    String id = service.train(job).get("id").asString();
    ObjectNode inputs = json.createObjectNode();
    inputs.set("inputs", known.get("inputs"));
    JsonNode trained = service.post("/v1/training-jobs/" + id + "/predictions", inputs, 200);
    equal(trained.get("outputs"), known.at(answers));
  }

  /** Moving statistics move in training; a look at inference has those of the file. */
  @ParameterizedTest
  @CsvSource({"keras, norms.keras", "keras, residual.h5", "tf_keras, norms.h5"})
  void looksAtWhatWasImported(String tool, String name) {
    JsonNode known = WeightFiles.answers(tool);
    JsonNode outputs = known.get("outputs").get(name);
    ObjectNode look = (ObjectNode) ok(service.post(IMPORT, BYTES, WeightFiles.of(tool).get(name)));
    look.remove("notes");
    look.put("cost", "mean_squared_error").put("mode", "inference");
    look.putArray("include").add("outputs");
    ObjectNode batch = look.putObject("batch");
    batch.set("inputs", known.get("inputs"));
    batch.set("targets", outputs);
    equal(service.post("/v1/gradients", look, 200).get("outputs"), outputs);
  }

  @Test
  void readsWhatHasNoNumbersAtInference() {
    ByteBuffer numbers = ByteBuffer.allocate(13 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : new float[] {1, 0, 0, 0, 0, 1, 1, 0.5f, -0.5f, 1, 1, 1, 0}) {
      numbers.putFloat(number);
    }
    String head =
        """
        {"0.weight":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},
         "1.bias":{"dtype":"F32","shape":[2],"data_offsets":[8,16]},
         "1.running_mean":{"dtype":"F32","shape":[2],"data_offsets":[16,24]},
         "1.weight":{"dtype":"F32","shape":[2],"data_offsets":[24,32]},
         "1.running_var":{"dtype":"F32","shape":[2],"data_offsets":[32,40]},
         "2.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[40,48]},
         "2.bias":{"dtype":"F32","shape":[1],"data_offsets":[48,52]}}
        """;
    ByteBuffer file = ByteBuffer.allocate(8 + head.length() + numbers.capacity());
    file.order(ByteOrder.LITTLE_ENDIAN).putLong(head.length());
    file.put(head.getBytes(StandardCharsets.US_ASCII)).put(numbers.flip());
    ObjectNode look =
        (ObjectNode) ok(service.post(IMPORT + "?activation=relu", BYTES, file.array()));
    assertThat(look.remove("notes").toString()).contains("moving variances below 0");
    look.put("cost", "quadratic").put("mode", "inference");
    look.set("batch", Service.json("{'inputs': [[1]], 'targets': [[0]]}"));
    assertThat(service.post("/v1/gradients", look, 200).get("loss").isNull()).isTrue();
    look.put("mode", "training");
    assertThat(service.post("/v1/gradients", look, 200).get("loss").isNumber()).isTrue();
  }

  private static void equal(JsonNode ours, JsonNode theirs) {
    double[][] expected = WeightFiles.table(theirs);
    double[][] given = WeightFiles.table(ours);
    for (int i = 0; i < expected.length; i++) {
      assertThat(given[i]).as("sample %d", i).containsExactly(expected[i], within(SINGLE));
    }
  }

  private JsonNode ok(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json.readTree(response.body());
  }

  @Test
  void saysWhichQueryBelongsToWhichFile() {
    byte[] chain = WeightFiles.of("torch").get("layer.safetensors");
    assertThat(Refused.pointers(Refused.with(422, service.post(IMPORT, BYTES, chain))))
        .containsExactly("/activation");
    assertThat(
            Refused.pointers(
                Refused.with(400, service.post(IMPORT + "?activation=mish", BYTES, chain))))
        .containsExactly("/activation");
    assertThat(
            Refused.pointers(
                Refused.with(
                    400, service.post(IMPORT + "?activation=relu&modules=0,1,3,9", BYTES, chain))))
        .containsExactly("/modules");
    byte[] archive = WeightFiles.of("keras").get("rms.keras");
    assertThat(
            Refused.pointers(
                Refused.with(
                    400,
                    service.post(
                        IMPORT + "?activation=relu&outputActivation=relu", BYTES, archive))))
        .containsExactly("/activation", "/outputActivation");
  }

  @Test
  void tellsWhatToSendInsteadOfPickles() {
    for (String start :
        List.of("PK\u0003\u0004....model/data.pkl", "\u0080\u0002\u008a\nl\u00fc")) {
      byte[] pickle = start.getBytes(StandardCharsets.ISO_8859_1);
      assertThat(Refused.with(400, service.post(IMPORT, BYTES, pickle)).toString())
          .contains("pickle", "not run", "safetensors.torch.save_file");
    }
  }

  /** What is wrong with a file comes before what is wrong with the query beside it. */
  @ParameterizedTest
  @ValueSource(strings = {"", "?activation=relu", "?modules=0,1"})
  void saysWhatIsWrongWithAFileWhateverTheQueryIs(String query) {
    byte[] pickle = "\u0080\u0002\u008a\nl\u00fc".getBytes(StandardCharsets.ISO_8859_1);
    byte[] cut = {(byte) 0xd8, 0, 0, 0, 0};
    assertThat(Refused.with(400, service.post(IMPORT + query, BYTES, pickle)).toString())
        .contains("pickle", "not run");
    assertThat(Refused.with(400, service.post(IMPORT + query, BYTES, cut)).toString())
        .contains("has only 5 bytes", "cut short");
    assertThat(
            Refused.with(400, service.upload(IMPORT + "/file" + query, Map.of("file", new byte[0])))
                .toString())
        .contains("an empty file");
  }

  @Test
  void notesThatTheKindOfAVectorAloneIsAGuess() {
    assertThat(notes("rms-f32.safetensors")).contains("look the same and would be read wrongly");
    assertThat(notes("layer.safetensors")).doesNotContain("look the same");
  }

  private String notes(String name) {
    byte[] file = WeightFiles.of("torch").get(name);
    return ok(service.post(IMPORT + "?activation=relu", BYTES, file)).get("notes").toString();
  }

  @Test
  void tellsALoneSlopeFromANorm() {
    String head =
        """
        {"0.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},
         "1.weight":{"dtype":"F32","shape":[1],"data_offsets":[16,20]},
         "2.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[20,36]}}
        """;
    ByteBuffer file = ByteBuffer.allocate(8 + head.length() + 36);
    file.order(ByteOrder.LITTLE_ENDIAN).putLong(head.length());
    file.put(head.getBytes(StandardCharsets.US_ASCII));
    JsonNode problem =
        Refused.with(422, service.post(IMPORT + "?activation=relu", BYTES, file.array()));
    assertThat(Refused.pointers(problem)).containsExactly("/1.weight");
    assertThat(problem.toString()).contains("nn.PReLU()", "leaky_relu");
  }

  @Test
  void tellsWhatToSendInsteadOfOtherFilesOfKeras() {
    Map<String, byte[]> files = WeightFiles.of("keras");
    WeightFiles.answers("keras")
        .get("refused")
        .propertyStream()
        .forEach(
            refused -> {
              HttpResponse<String> answer =
                  service.post(IMPORT, BYTES, files.get(refused.getKey()));
              assertThat(answer.statusCode()).as(answer.body()).isIn(400, 422);
              assertThat(Refused.with(answer.statusCode(), answer).toString())
                  .as(refused.getKey())
                  .contains(refused.getValue().asString());
            });
  }

  @ParameterizedTest
  @CsvSource({
    "keras, norms.keras",
    "keras, rms.keras",
    "keras, residual.h5",
    "tf_keras, norms.h5",
    "torch, batch.safetensors",
    "torch, numbered.safetensors"
  })
  void isNeverAtFault(String tool, String name) {
    byte[] healthy = WeightFiles.of(tool).get(name);
    String query = tool.equals("torch") ? "?activation=relu" : "";
    SplittableRandom random = new SplittableRandom(Arrays.hashCode(healthy));
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] damaged = new Mutator(random.split()).damaged(healthy);
      HttpResponse<String> answer = service.post(IMPORT + query, BYTES, damaged);
      assertThat(answer.statusCode()).as("mutation %s: %s", i, answer.body()).isBetween(200, 499);
      if (answer.statusCode() != 200) {
        Refused.with(answer.statusCode(), answer);
      }
    }
  }
}
