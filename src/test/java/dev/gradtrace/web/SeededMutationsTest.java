package dev.gradtrace.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Valid requests and files, damaged at random: each is answered or refused, and the service never
 * fails. The property {@code gradtrace.mutations} sets their number.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"gradtrace.job-time=1s", "gradtrace.limits.look-multiplications=20000000"})
class SeededMutationsTest {

  private static final int MUTATIONS = Integer.getInteger("gradtrace.mutations", 400);
  private static final long SEED = 20261126;

  private static final String MULTIPART =
      """
      --B\r
      Content-Disposition: form-data; name="file"; filename="f.csv"\r
      \r
      a,b,y
      1,2,x
      3,4,z
      \r
      --B\r
      Content-Disposition: form-data; name="labelColumn"\r
      \r
      y\r
      --B--\r
      """;

  private static final List<String> ADDRESSES =
      List.of(
          "/v1/datasets?limit=3&after=iris",
          "/v1/datasets/iris/rows?limit=5&offset=3",
          "/v1/datasets/preview?limit=5",
          "/v1/training-jobs?status=running&limit=3&after=01",
          "/v1/training-jobs/JOB/gradient-trace?metrics=deltaLog10&layers=1,2&fromStep=1&toStep=9&maxPoints=3",
          "/v1/training-jobs/JOB/loss-curve",
          "/v1/training-jobs/JOB/events?after=1",
          "/v1/training-jobs/JOB/export?format=onnx",
          "/v1/training-jobs/JOB/diagnosis",
          "/v1/experiments?limit=3&after=01",
          "/v1/catalogue?x=1",
          "/index.html?x=1");

  /** Where damaged bytes are sent, and what comes back: the status and the body. */
  private interface Target {
    Answer send(byte[] damaged);
  }

  private record Answer(int status, String body) {}

  private record Sample(String name, byte[] healthy, Target target) {}

  @LocalServerPort private int port;

  private Service service;
  private String job;

  @BeforeEach
  void train() {
    service = new Service(port);
    JsonNode xor =
        service
            .read("/v3/api-docs")
            .at(
                "/paths/~1v1~1training-jobs/post/requestBody/content/application~1json/examples/xor/value");
    job = service.train(xor).get("id").asString();
  }

  @Test
  void isNeverAtFault() {
    List<Sample> samples = samples();
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < MUTATIONS; i++) {
      Sample sample = samples.get(i % samples.size());
      byte[] damaged = new Mutator(random.split()).damaged(sample.healthy());
      Answer answer = sample.target().send(damaged);
      String what = "mutation %s of %s: %s".formatted(i, sample.name(), answer);
      assertThat(answer.status()).as(what).isBetween(200, 499);
      if (answer.status() >= 400) {
        assertThat(answer.body()).as(what).contains("\"detail\":").hasSizeLessThan(100_000);
      }
      forget(answer);
    }
  }

  private List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path :
        service.read("/v3/api-docs").get("paths").properties()) {
      JsonNode examples =
          path.getValue().at("/post/requestBody/content/application~1json/examples");
      for (Map.Entry<String, JsonNode> example : examples.properties()) {
        byte[] healthy = example.getValue().get("value").toString().getBytes(UTF_8);
        String address = path.getKey().replace("{id}", job);
        samples.add(
            new Sample(address, healthy, bytes -> post(address, "application/json", bytes)));
      }
    }
    byte[] csv = "a;b;y\n1;2;x\n3;4e5;\"z\"\n-5;.5;x\n".getBytes(UTF_8);
    samples.add(file("csv", csv));
    samples.add(file("csv.gz", packed(csv)));
    byte[] images = idx(3, new byte[] {2, 2, 2}, 8);
    byte[] labels = idx(1, new byte[] {2}, 2);
    samples.add(
        new Sample("images", images, bytes -> upload(Map.of("images", bytes, "labels", labels))));
    samples.add(
        new Sample(
            "labels.gz",
            packed(labels),
            bytes -> upload(Map.of("images", images, "labels", bytes))));
    samples.add(
        new Sample(
            "multipart",
            MULTIPART.getBytes(UTF_8),
            bytes -> post("/v1/datasets", "multipart/form-data; boundary=B", bytes)));
    for (String model :
        List.of("torch_relu_softmax", "torch_unfolded", "onnx_scaled_matmul_gemm")) {
      samples.add(
          new Sample(
              model,
              resource("/interchange/onnx/" + model + ".onnx"),
              bytes -> post("/v1/networks/import", "application/octet-stream", bytes)));
    }
    samples.add(
        new Sample(
            "keras",
            resource("/interchange/keras/keras2_functional.json"),
            bytes -> post("/v1/networks/import", "application/json", bytes)));
    for (String address : ADDRESSES) {
      String healthy = address.replace("JOB", job);
      samples.add(new Sample(address, healthy.getBytes(UTF_8), this::get));
    }
    return samples;
  }

  private Sample file(String name, byte[] healthy) {
    return new Sample(name, healthy, bytes -> upload(Map.of("file", bytes)));
  }

  private Answer post(String path, String type, byte[] body) {
    return answer(service.post(path, type, body));
  }

  private Answer upload(Map<String, Object> parts) {
    return answer(service.upload("/v1/datasets", parts));
  }

  private static Answer answer(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.body());
  }

  /** Blanks and line ends are left out, since they would change the request line. */
  private Answer get(byte[] address) {
    String target = new String(address, ISO_8859_1).replaceAll("[ \r\n]", "");
    if (!target.startsWith("/") || target.length() > 7000) {
      return new Answer(200, "");
    }
    String answer = new Wire(port).answer("GET", target);
    return new Answer(Integer.parseInt(answer.substring(9, 12)), answer);
  }

  /** Deletes what a mutated request has created, to keep within the quota. */
  private void forget(Answer answer) {
    if (answer.status() == 201) {
      JsonNode made = new JsonMapper().readTree(answer.body());
      JsonNode links = made.path("links");
      if (links.has("cancel")) {
        service.post(links.get("cancel").asString(), "");
      } else {
        service.delete("/v1/datasets/" + made.get("id").asString());
      }
    }
  }

  private static byte[] idx(int rank, byte[] sizes, int elements) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * rank + elements);
    bytes.put(new byte[] {0, 0, 8, (byte) rank});
    for (byte size : sizes) {
      bytes.putInt(size);
    }
    return bytes.array();
  }

  private static byte[] packed(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] resource(String path) {
    try (InputStream file =
        Objects.requireNonNull(SeededMutationsTest.class.getResourceAsStream(path))) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
