package dev.gradtrace.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.gradtrace.interchange.tensorboard.EventFileReader;
import dev.gradtrace.story.Service;
import dev.gradtrace.story.Service.Attachment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.tensorflow.proto.Event;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What leaves the service for other tools, and what comes from them. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class InterchangeTest {

  private static final String IRIS =
      """
      {"network": {"inputs": 4, "layers": [
         {"units": 5, "activation": "gelu"}, {"units": 3, "activation": "softmax"}]},
       "cost": "categorical_cross_entropy", "dataset": {"id": "iris"}, "scaling": "standard",
       "validationFraction": 0.2, "optimizer": {"name": "sgd", "learningRate": 0.1}, "epochs": 3}
      """;

  private static final String INPUTS = "{\"inputs\": [[5.1, 3.5, 1.4, 0.2], [6, 3, 4.8, 1.8]]}";

  @LocalServerPort private int port;

  private final HttpClient client = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  @Test
  void answersInOnnxRuntimeAsHere() throws Exception {
    String job = trained();
    JsonNode ours = service.post(job + "/predictions", Service.json(INPUTS), 200).get("outputs");
    OrtEnvironment runtime = OrtEnvironment.getEnvironment();
    double[][] raw = {{5.1, 3.5, 1.4, 0.2}, {6, 3, 4.8, 1.8}};
    try (OrtSession session = runtime.createSession(export(job, "onnx", ".onnx"));
        OnnxTensor batch = OnnxTensor.createTensor(runtime, raw);
        OrtSession.Result result = session.run(Map.of("inputs", batch))) {
      double[][] theirs = (double[][]) result.get("outputs").orElseThrow().getValue();
      for (int i = 0; i < raw.length; i++) {
        for (int j = 0; j < theirs[i].length; j++) {
          assertThat(theirs[i][j])
              .as("output %d of sample %d", j, i)
              .isCloseTo(ours.get(i).get(j).asDouble(), within(1e-12));
        }
      }
    }
  }

  @Test
  void tellsTensorBoardWhatTheCurvesTell() throws Exception {
    String job = trained();
    List<Event> events = EventFileReader.read(export(job, "tensorboard", ""));
    JsonNode curve = service.read(job + "/loss-curve");
    JsonNode trace = service.read(job + "/gradient-trace");
    agree(events, "loss/batch", curve.at("/batches/step"), curve.at("/batches/loss"));
    JsonNode steps = curve.at("/epochs/step");
    agree(events, "loss/training", steps, curve.at("/epochs/trainingLoss"));
    agree(events, "loss/validation", steps, curve.at("/epochs/validationLoss"));
    agree(events, "accuracy/validation", steps, curve.at("/epochs/validationAccuracy"));
    for (int l = 1; l <= 2; l++) {
      for (String metric : List.of("deltaLog10", "weightGradientNorm", "updateRatio")) {
        JsonNode values = trace.at("/layers/" + (l - 1) + "/metrics/" + metric);
        agree(events, metric + "/layer_00" + l, trace.get("step"), values);
      }
    }
  }

  @Test
  void namesItsFiles() throws Exception {
    String job = trained();
    String id = job.substring(job.lastIndexOf('/') + 1);
    assertThat(name(job, "tensorboard"))
        .matches("attachment; filename=\"events\\.out\\.tfevents\\.\\d{10}\\." + id + "\"");
    assertThat(name(job, "safetensors"))
        .isEqualTo("attachment; filename=\"" + id + ".safetensors\"");
  }

  @Test
  void tellsWhatWillBeAppendedWhileAJobRuns() throws Exception {
    ObjectNode endless = (ObjectNode) Service.json(IRIS);
    endless.put("epochs", 100_000);
    String job =
        "/v1/training-jobs/" + service.post("/v1/training-jobs", endless, 201).get("id").asString();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    String next = job + "/export?format=tensorboard";
    for (int parts = 0; next != null; parts++) {
      HttpResponse<byte[]> part = bytes(next);
      file.write(part.body());
      next = part.headers().firstValue("Link").map(InterchangeTest::target).orElse(null);
      if (parts == 3) {
        service.post(job + "/cancel", Service.json("{}"), 200);
      }
    }
    JsonNode curve = service.read(job + "/loss-curve");
    List<Event> events = EventFileReader.read(file.toByteArray());
    TreeMap<Long, Float> losses = EventFileReader.series(events, "loss/batch");
    assertThat(losses.lastKey()).isEqualTo(last(curve.at("/batches/step")).asLong());
    TreeMap<Long, Float> evaluations = EventFileReader.series(events, "loss/training");
    assertThat(evaluations).hasSameSizeAs(curve.at("/epochs/step"));
    assertThat(EventFileReader.steps(events, "loss/batch")).doesNotHaveDuplicates().isSorted();
    assertThat(events.stream().map(Event::getWallTime).toList()).isSorted();
  }

  private static String target(String link) {
    assertThat(link).matches("<[^>]+>; rel=\"next\"");
    return link.substring(1, link.indexOf('>'));
  }

  private static JsonNode last(JsonNode array) {
    return array.get(array.size() - 1);
  }

  @Test
  void tellsOfAnExperimentInADirectoryForEachRun() throws Exception {
    String factors =
        """
        [{"pointer": "/optimizer/learningRate", "values": [0.1, 0.5]},
         {"pointer": "/network/layers/0/units", "values": [2]},
         {"pointer": "/network/layers/1/activation", "values": ["softmax"]}]
        """;
    ObjectNode question = json.createObjectNode();
    question.set("base", Service.json(IRIS));
    question.set("factors", Service.json(factors));
    question.set("seeds", Service.json("[3]"));
    String experiment =
        "/v1/experiments/" + service.post("/v1/experiments", question, 201).get("id").asString();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> service.read(experiment).get("status").asString().equals("succeeded"));
    for (String format : List.of("tensorboard", "safetensors", "onnx", "keras", "html")) {
      Map<String, Integer> files = unzipped(bytes(experiment + "/export?format=" + format).body());
      assertThat(files.keySet().stream().map(name -> name.substring(0, name.indexOf('/'))))
          .containsExactlyInAnyOrder(
              "learningRate=0.1,units=2,activation=softmax,seed=3",
              "learningRate=0.5,units=2,activation=softmax,seed=3");
      assertThat(files.values()).allSatisfy(size -> assertThat(size).isPositive());
    }
    assertThat(Refused.pointers(Refused.with(400, service.get(experiment + "/export?format=csv"))))
        .containsExactly("/format");
    Refused.with(404, service.get("/v1/experiments/nothing/export?format=onnx"));
  }

  private static Map<String, Integer> unzipped(byte[] archive) throws IOException {
    Map<String, Integer> files = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
        files.put(entry.getName(), zip.readAllBytes().length);
        assertThat(entry.getTimeLocal()).isEqualTo("1980-02-01T00:00:00");
      }
    }
    return files;
  }

  @Test
  void givesTablesOfOneGrain() {
    String job = trained();
    for (String records :
        List.of(
            "/loss-curve?grain=batches",
            "/loss-curve?grain=epochs",
            "/gradient-trace?grain=steps",
            "/gradient-trace?grain=layers",
            "/loss-curve")) {
      List<String> table = csv(service.get(job + records, "Accept", "text/csv"));
      List<JsonNode> lines = lines(job + records);
      assertThat(lines).as(records).hasSize(table.size() - 1);
      assertThat(lines.get(0).propertyNames()).as(records).containsExactly(table.get(0).split(","));
    }
    assertThat(csv(service.get(job + "/loss-curve?grain=batches", "Accept", "text/csv")).get(5))
        .startsWith("5,2,");
    assertThat(csv(service.get(job + "/loss-curve?grain=epochs", "Accept", "text/csv")).get(1))
        .startsWith("0,0,");
    assertThat(Refused.pointers(Refused.with(400, service.get(job + "/loss-curve?grain=days"))))
        .containsExactly("/grain");
  }

  @Test
  void callsClassesByTheirNames() {
    assertThat(csv(service.get("/v1/datasets/iris/rows?limit=1", "Accept", "text/csv")).get(1))
        .endsWith(",setosa");
    assertThat(csv(service.get("/v1/datasets/digits/rows?limit=1", "Accept", "text/csv")).get(1))
        .endsWith(",0");
    String job = trained();
    JsonNode answer = service.post(job + "/predictions", Service.json(INPUTS), 200);
    assertThat(answer.at("/classNames/0").asString()).isEqualTo("setosa");
    assertThat(csv(service.post(job + "/predictions", INPUTS, "Accept", "text/csv")).get(1))
        .endsWith("," + answer.at("/classNames/" + answer.at("/labels/0").asInt()).asString());
  }

  @Test
  void refusesToExportWhatItDoesNotKnow() {
    String job = trained();
    assertThat(Refused.pointers(Refused.with(400, service.get(job + "/export?format=hdf5"))))
        .containsExactly("/format");
    assertThat(Refused.pointers(Refused.with(400, service.get(job + "/export"))))
        .containsExactly("/format");
    Refused.with(404, service.get("/v1/training-jobs/nothing/export?format=onnx"));
    assertThat(service.get(job + "/export?format=onnx", "Accept", "text/html").statusCode())
        .as("whatever a client says it accepts")
        .isEqualTo(200);
  }

  @Test
  void documentsTheFormatsThatThereAre() {
    String job = trained();
    JsonNode parameters =
        service.read("/v3/api-docs").at("/paths/~1v1~1training-jobs~1{id}~1export/get/parameters");
    for (String name : List.of("format", "precision", "names")) {
      JsonNode words =
          parameters
              .valueStream()
              .filter(parameter -> parameter.get("name").asString().equals(name))
              .findFirst()
              .orElseThrow()
              .at("/schema/enum");
      List<String> documented = words.valueStream().map(JsonNode::asString).sorted().toList();
      String owner =
          Map.of("format", "onnx", "precision", "onnx", "names", "safetensors").get(name);
      String query = name.equals("format") ? "?format=x" : "?format=" + owner + "&" + name + "=x";
      String detail =
          Refused.with(400, service.get(job + "/export" + query)).at("/errors/0/detail").asString();
      List<String> known =
          Stream.of(detail.replaceAll(".*known are ", "").split(", ")).sorted().toList();
      assertThat(documented).as(name).isEqualTo(known);
    }
  }

  @Test
  void refusesOptionsOfOtherFormats() {
    String job = trained();
    for (String query :
        List.of("keras&precision=float32", "onnx&names=torch", "safetensors&after=1")) {
      String option = query.replaceAll(".*&|=.*", "");
      assertThat(Refused.pointers(Refused.with(400, service.get(job + "/export?format=" + query))))
          .containsExactly("/" + option);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/csv", "application/x-ndjson"})
  void tellsAnyoneWhatIsWrong(String type) {
    Refused.with(404, service.get("/v1/training-jobs/nothing/loss-curve", "Accept", type));
  }

  @Test
  void writesTheTraceLineByLine() {
    String job = trained();
    List<JsonNode> lines = lines(job + "/gradient-trace?metrics=deadFraction,deltaNorm");
    JsonNode trace = service.read(job + "/gradient-trace?metrics=deadFraction,deltaNorm");
    assertThat(lines).hasSameSizeAs(trace.get("step"));
    for (int i = 0; i < lines.size(); i++) {
      JsonNode line = lines.get(i);
      assertThat(line.get("step")).isEqualTo(trace.get("step").get(i));
      assertThat(line.get("loss")).isEqualTo(trace.get("loss").get(i));
      assertThat(line.at("/flow/costGradientLog10"))
          .isEqualTo(trace.at("/flow/costGradientLog10/" + i));
      assertThat(line.at("/flow/slopePerLayer").isNull()).isTrue();
      assertThat(line.at("/layers/1/activation").asString()).isEqualTo("softmax");
      assertThat(line.at("/layers/1/metrics/deadFraction").isNull()).isTrue();
      assertThat(line.at("/layers/1/metrics/deltaNorm"))
          .isEqualTo(trace.at("/layers/1/metrics/deltaNorm/" + i));
    }
  }

  @Test
  void writesTheCurveLineByLine() {
    String job = trained();
    List<JsonNode> lines = lines(job + "/loss-curve");
    JsonNode curve = service.read(job + "/loss-curve");
    assertThat(lines).hasSize(curve.at("/batches/step").size() + curve.at("/epochs/step").size());
    assertThat(lines.get(0).get("loss")).isEqualTo(curve.at("/batches/loss/0"));
    JsonNode last = lines.get(lines.size() - 1);
    assertThat(last.get("kind").asString()).isEqualTo("epoch");
    assertThat(last.get("validationAccuracy")).isEqualTo(curve.at("/epochs/validationAccuracy/3"));
  }

  @Test
  void givesTablesToWhoeverPrefersThem() {
    String job = trained();
    List<String> iris = csv(service.get("/v1/datasets/iris/rows", "Accept", "text/csv"));
    assertThat(iris).hasSize(151);
    assertThat(iris.get(0).split(",")).hasSize(5);
    assertThat(csv(service.get("/v1/datasets/iris/rows?offset=148", "Accept", "text/csv")))
        .containsExactly(iris.get(0), iris.get(149), iris.get(150));
    assertThat(csv(service.get("/v1/datasets/iris/rows?limit=120", "Accept", "text/csv")))
        .hasSize(121);
    assertThat(csv(service.get("/v1/datasets/digits/rows", "Accept", "text/csv"))).hasSize(1798);
    assertThat(csv(service.post(job + "/predictions", INPUTS, "Accept", "text/csv")))
        .hasSize(3)
        .first()
        .isEqualTo("sample,output0,output1,output2,label,className");
    assertThat(csv(service.get(job + "/diagnosis", "Accept", "text/csv")).get(0))
        .startsWith("rule,severity,causedBy,layers,firstStep,measured,threshold");
  }

  @Test
  void givesWhatIsOfLayersAsTables() {
    String network =
        "\"network\": {\"inputs\": 2, \"layers\": [{\"units\": 3, \"activation\": \"tanh\"}, {\"units\": 1, \"activation\": \"sigmoid\"}]}";
    String batch = "\"batch\": {\"dataset\": {\"id\": \"xor\"}}";
    String question = "{" + network + ", " + batch + ", ";
    List<String> gradients =
        csv(
            service.post(
                "/v1/gradients", question + "\"cost\": \"quadratic\"}", "Accept", "text/csv"));
    assertThat(gradients).hasSize(3).first().asString().startsWith("layer,units,activation,");
    assertThat(gradients.get(1)).startsWith("1,3,tanh,");
    List<String> compared =
        csv(
            service.post(
                "/v1/gradients/compare",
                question + "\"costs\": [\"quadratic\", \"binary_cross_entropy\"]}",
                "Accept",
                "text/csv"));
    assertThat(compared).hasSize(5).first().asString().endsWith("normRatio,cosine,deltaNormRatio");
    assertThat(compared.get(1)).startsWith("quadratic,1,3,tanh,").endsWith(",,,");
    assertThat(compared.get(4)).startsWith("binary_cross_entropy,2,1,sigmoid,").doesNotEndWith(",");
    assertThat(csv(service.post("/v1/forecast", "{" + network + "}", "Accept", "text/csv")))
        .hasSize(3)
        .first()
        .asString()
        .startsWith("layer,units,activation,meanForecast");
  }

  @Test
  void takesAnImportedNetworkAsItStands() throws Exception {
    JsonNode imported = Service.body(importing("torch_relu_softmax.onnx"), 200);
    assertThat(imported.at("/network/layers/0/activation").asString()).isEqualTo("relu");
    assertThat(imported.at("/network/parameterCount").asInt()).isEqualTo(4 * 5 + 5 + 5 * 3 + 3);
    ObjectNode job = (ObjectNode) Service.json(IRIS);
    job.set("network", imported.get("network"));
    job.set("parameters", imported.get("parameters"));
    service.train(job);
    ObjectNode gradients =
        (ObjectNode) Service.json("{\"batch\": {\"dataset\": {\"id\": \"iris\"}}}");
    gradients.put("cost", "categorical_cross_entropy");
    gradients.set("network", imported.get("network"));
    gradients.set("parameters", imported.get("parameters"));
    service.post("/v1/gradients", gradients, 200);
  }

  @Test
  void getsBackTheNetworkItExported() throws Exception {
    String job = trained();
    JsonNode imported = Service.body(importing(export(job, "onnx", ".onnx")), 200);
    ObjectNode question =
        (ObjectNode)
            Service.json(
                "{\"batch\": {\"inputs\": [[5.1, 3.5, 1.4, 0.2], [6, 3, 4.8, 1.8]], \"labels\": [0, 1]},"
                    + " \"cost\": \"categorical_cross_entropy\", \"include\": [\"outputs\"]}");
    question.set("network", imported.get("network"));
    question.set("parameters", imported.get("parameters"));
    JsonNode outputs = service.post("/v1/gradients", question, 200).get("outputs");
    JsonNode expected =
        service.post(job + "/predictions", Service.json(INPUTS), 200).get("outputs");
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(outputs.get(i).get(j).asDouble())
            .isCloseTo(expected.get(i).get(j).asDouble(), within(1e-12));
      }
    }
  }

  @Test
  void readsKerasAsObjectStringAndFile() {
    String config = new String(resource("keras/keras3_sequential.json"), StandardCharsets.UTF_8);
    JsonNode imported = Service.body(service.post("/v1/networks/import", config), 200);
    assertThat(imported.at("/network/inputs").asInt()).isEqualTo(784);
    assertThat(imported.has("parameters")).isFalse();
    assertThat(imported.get("notes")).hasSize(2);
    String inside = json.writeValueAsString(config);
    assertThat(Service.body(service.post("/v1/networks/import", inside), 200)).isEqualTo(imported);
    Map<String, Object> parts = Map.of("file", config.getBytes(StandardCharsets.UTF_8));
    assertThat(Service.body(service.upload("/v1/networks/import", parts), 200)).isEqualTo(imported);
    byte[] onnx = resource("onnx/torch_relu_softmax.onnx");
    assertThat(Service.body(service.upload("/v1/networks/import", Map.of("file", onnx)), 200))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uFEFF%s", "\r\n\t %s", "\"%s\""})
  void readsFilesOfKerasHoweverTheyBegin(String form) {
    String config =
        "{'class_name': 'Sequential', 'config': {'layers': [{'class_name': 'Dense', 'config': {'units': 2, 'batch_input_shape': [null, 3]}}]}}";
    String text = config.replace("'", form.startsWith("\"") ? "\\\"" : "\"");
    byte[] file = form.formatted(text).getBytes(StandardCharsets.UTF_8);
    JsonNode imported =
        Service.body(service.upload("/v1/networks/import", Map.of("file", file)), 200);
    assertThat(imported.at("/network/inputs").asInt()).isEqualTo(3);
  }

  @Test
  void saysWhereAConfigurationIsNotSupported() {
    String config =
        new String(resource("keras/keras3_sequential.json"), StandardCharsets.UTF_8)
            .replace("\"gelu\"", "\"hard_sigmoid\"");
    assertThat(Refused.pointers(Refused.with(422, service.post("/v1/networks/import", config))))
        .containsExactly("/config/layers/7/config/activation");
    Refused.with(400, service.post("/v1/networks/import", "{\"a\": 1"));
    Refused.with(400, service.post("/v1/networks/import", "7"));
    Refused.with(400, service.post("/v1/networks/import", "\"7\""));
    Refused.with(400, service.post("/v1/networks/import", ""));
    Refused.with(400, service.upload("/v1/networks/import", Map.of("other", "x")));
  }

  @Test
  void saysWhichNodeIsNotSupported() throws Exception {
    JsonNode problem = Refused.with(422, importing("refused_conv.onnx"));
    assertThat(problem.at("/errors/0/pointer").asString()).startsWith("/graph/node/");
    assertThat(problem.at("/errors/0/detail").asString()).contains("Conv");
    byte[] whole = resource("onnx/torch_relu_softmax.onnx");
    Refused.with(400, importing(Arrays.copyOf(whole, 200)));
    Refused.with(400, importing("{}".getBytes(StandardCharsets.UTF_8)));
    Refused.with(400, importing(new byte[0]));
  }

  @Test
  void readsAModelWithTheFileBesideIt() {
    byte[] model = resource("onnx/tools/external_data.onnx");
    byte[] data = resource("onnx/tools/torch_external_data.onnx.data");
    String folder = "/v1/networks/import";
    for (String path : List.of(folder, folder + "/file")) {
      for (String name : List.of("file", "model")) {
        Map<String, Object> parts =
            Map.of(name, model, "data", new Attachment("torch_external_data.onnx.data", data));
        JsonNode imported = Service.body(service.upload(path, parts), 200);
        assertThat(imported.at("/network/layers/0/units").asInt()).isEqualTo(64);
        assertThat(imported.get("parameters")).hasSize(2);
      }
    }
    JsonNode problem = Refused.with(422, service.upload(folder, Map.of("file", model)));
    assertThat(problem.at("/errors/0/detail").asString())
        .contains("torch_external_data.onnx.data", "external_data=False");
    Refused.with(400, service.upload(folder, Map.of("weights", data)));
  }

  @Test
  void saysWhatAFileIsThatEndsEarly() throws Exception {
    byte[] keras = "\u0089HDF\r\n\u001a\n\0\0".getBytes(StandardCharsets.ISO_8859_1);
    for (JsonNode problem :
        List.of(
            Refused.with(400, importing(keras)),
            Refused.with(400, service.upload("/v1/networks/import/file", Map.of("file", keras))))) {
      assertThat(problem.at("/errors/0/detail").asString())
          .isEqualTo("is damaged HDF5: a part of it ends early");
    }
  }

  @Test
  void tellsHowAConfigurationScalesItsInputs() {
    String config =
        """
        {"class_name": "Sequential", "config": {"layers": [
          {"class_name": "Rescaling", "config": {"scale": 0.5, "batch_input_shape": [null, 2]}},
          {"class_name": "Dense", "config": {"units": 1}}]}}
        """;
    JsonNode imported = Service.body(service.post("/v1/networks/import", config), 200);
    assertThat(imported.at("/inputScaling/factor/1").asDouble()).isEqualTo(0.5);
    assertThat(imported.at("/inputScaling/shift/1").asDouble()).isEqualTo(0);
  }

  @Test
  void readsNoModelLargerThanAnyBody() throws Exception {
    Refused.with(413, importing(new byte[(64 << 20) + 1]));
  }

  private String trained() {
    return "/v1/training-jobs/" + service.train(Service.json(IRIS)).get("id").asString();
  }

  private byte[] export(String job, String format, String suffix) throws Exception {
    HttpResponse<byte[]> file = bytes(job + "/export?format=" + format);
    assertThat(file.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    assertThat(file.headers().firstValue("Content-Disposition").orElse("")).endsWith(suffix + "\"");
    return file.body();
  }

  private HttpResponse<byte[]> bytes(String path) throws Exception {
    HttpResponse<byte[]> file =
        client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofByteArray());
    assertThat(file.statusCode()).isEqualTo(200);
    return file;
  }

  private String name(String job, String format) {
    return service
        .get(job + "/export?format=" + format)
        .headers()
        .firstValue("Content-Disposition")
        .orElse("");
  }

  private HttpResponse<String> importing(String file) throws Exception {
    return importing(resource("onnx/" + file));
  }

  private HttpResponse<String> importing(byte[] model) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri("/v1/networks/import"))
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(model))
            .build(),
        BodyHandlers.ofString());
  }

  private List<JsonNode> lines(String path) {
    HttpResponse<String> answer = service.get(path, "Accept", "application/x-ndjson");
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/x-ndjson");
    List<JsonNode> lines = new ArrayList<>();
    answer.body().lines().forEach(line -> lines.add(json.readTree(line)));
    return lines;
  }

  private static List<String> csv(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    return answer.body().lines().toList();
  }

  private static void agree(List<Event> events, String tag, JsonNode steps, JsonNode values) {
    Map<Long, Float> series = EventFileReader.series(events, tag);
    assertThat(steps).as(tag).isNotEmpty();
    for (int i = 0; i < steps.size(); i++) {
      assertThat(series.get(steps.get(i).asLong()))
          .as("%s at step %s", tag, steps.get(i))
          .isEqualTo((float) values.get(i).asDouble());
    }
    assertThat(series).as(tag).hasSize(steps.size());
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private static byte[] resource(String name) {
    try (InputStream in = InterchangeTest.class.getResourceAsStream("/interchange/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
