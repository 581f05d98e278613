package dev.gradtrace.web.budget;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.budget.MemoryBudget;
import dev.gradtrace.budget.MemoryBudget.Use;
import dev.gradtrace.budget.Reservation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Large bodies and answers, while others hold the memory. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "gradtrace.budget.patience=10ms")
class BodyMemoryTest {

  private static final String BOUNDARY = "b";
  private static final String HEAD =
      "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @LocalServerPort private int port;
  @Autowired private MemoryBudget memory;

  @Test
  void areRefusedForAWhileWhereverTheyComeFrom() throws Exception {
    byte[] json = inputs(100_000);
    byte[] form = form(inputs(100_000));
    try (Reservation others = allBut(1 << 20)) {
      requireBusy(post("/v1/gradients", "application/json", BodyPublishers.ofByteArray(json)));
      requireBusy(
          post(
              "/v1/gradients",
              "application/json",
              BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(json))));
      requireBusy(
          post(
              "/v1/networks/import", "application/octet-stream", BodyPublishers.ofByteArray(json)));
      requireBusy(
          post(
              "/v1/datasets/upload",
              "multipart/form-data; boundary=" + BOUNDARY,
              BodyPublishers.ofByteArray(form)));
      HttpResponse<String> small =
          post("/v1/gradients", "application/json", BodyPublishers.ofByteArray(inputs(100)));
      assertThat(small.statusCode()).isEqualTo(400);
    }
    HttpResponse<String> alone =
        post("/v1/gradients", "application/json", BodyPublishers.ofByteArray(json));
    assertThat(alone.statusCode()).isEqualTo(400);
    assertThat(memory.held(Use.REQUEST)).isZero();
  }

  /** 2 MB of rows that are packed into a few KB. */
  @Test
  void countForWhatTheyUnpackTo() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.write(HEAD.replace("a.csv", "a.csv.gz").getBytes(StandardCharsets.UTF_8));
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("0,1\n".repeat(250_000).getBytes(StandardCharsets.UTF_8));
    }
    packed.write("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
    for (String path : List.of("/v1/datasets/upload", "/v1/datasets/upload/preview")) {
      try (Reservation others = allBut(3 << 20)) {
        requireBusy(
            post(
                path,
                "multipart/form-data; boundary=" + BOUNDARY,
                BodyPublishers.ofByteArray(packed.toByteArray())));
      }
    }
    assertThat(memory.held(Use.REQUEST)).isZero();
  }

  private static void requireBusy(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.body()).contains("memory");
  }

  private Reservation allBut(long bytes) throws InterruptedException {
    long most = memory.allowed(Use.REQUEST) - bytes;
    return requireNonNull(memory.reserve(Use.REQUEST, most, Duration.ofSeconds(30)));
  }

  private HttpResponse<String> post(String path, String type, BodyPublisher body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Content-Type", type)
            .POST(body)
            .build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  /** A body with only the inputs of a batch. */
  private static byte[] inputs(int numbers) {
    String row = "[" + "1,".repeat(numbers) + "1]";
    return ("{\"batch\": {\"inputs\": [" + row + "]}}").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] form(byte[] file) {
    return (HEAD + new String(file, StandardCharsets.UTF_8) + "\r\n--b--\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
