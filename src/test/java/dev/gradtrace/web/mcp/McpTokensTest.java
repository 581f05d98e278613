package dev.gradtrace.web.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import dev.gradtrace.web.Refused;
import dev.gradtrace.web.token.TokenLines;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Tools do for a token what the operations that they are made of do. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "gradtrace.mcp.enabled=true",
      "gradtrace.security.own-only=true",
      "gradtrace.limits.requests-per-minute=300"
    })
class McpTokensTest {

  private static final String PING = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}";

  @TempDir private static Path folder;

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void tokens(DynamicPropertyRegistry settings) throws IOException {
    TokenLines.require(settings, folder);
  }

  @Test
  void asksForAToken() {
    Service service = new Service(port);
    HttpResponse<String> answer = service.post("/mcp", PING);
    Refused.with(401, answer);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"gradtrace\"");
    Refused.with(401, service.post("/mcp", PING, "Authorization", "Bearer nobodys"));
    assertThat(
            service.post("/mcp", PING, "Authorization", "Bearer " + TokenLines.READER).statusCode())
        .isEqualTo(200);
  }

  @Test
  void letsReadersLookAndWritersTrain() {
    try (Model reader = new Model(port, TokenLines.READER);
        Model writer = new Model(port, TokenLines.WRITER)) {
      assertThat(reader.use("diagnose", Model.FAILING).path("verdict").asString())
          .isEqualTo("faulty");
      JsonNode problem = reader.refused("train", Model.FAILING);
      assertThat(problem.path("status").asInt()).isEqualTo(403);
      assertThat(problem.path("detail").asString()).contains("write");
      String job = "{'jobId': '%s'}".formatted(id(writer.use("train", Model.FAILING)));
      assertThat(reader.refused("try_remedies", job).path("status").asInt()).isIn(403, 404);
    }
  }

  @Test
  void showsNobodyWhatIsAnothers() {
    try (Model writer = new Model(port, TokenLines.WRITER);
        Model other = new Model(port, TokenLines.OTHER_WRITER);
        Model admin = new Model(port, TokenLines.ADMIN)) {
      String job = "{'jobId': '%s'}".formatted(id(writer.use("train", Model.FAILING)));
      for (String tool :
          new String[] {
            "get_training_job", "trace_gradients", "diagnose", "try_remedies", "cancel_training_job"
          }) {
        assertThat(other.refused(tool, job).path("status").asInt()).as(tool).isEqualTo(404);
      }
      assertThat(admin.use("get_training_job", job).path("status").asString())
          .isEqualTo("succeeded");
      String experiment =
          "{'experimentId': '%s'}"
              .formatted(writer.use("try_remedies", job).path("experimentId").asString());
      assertThat(other.refused("get_experiment", experiment).path("status").asInt()).isEqualTo(404);
    }
  }

  @Test
  void countsToolsAsRequestsOfTheirCaller() {
    Service service = new Service(port);
    String token = "Bearer " + TokenLines.OTHER_WRITER;
    HttpResponse<String> answer = service.post("/mcp", PING, "Authorization", token);
    for (int i = 0; i < 400 && answer.statusCode() == 200; i++) {
      assertThat(answer.headers().firstValue("RateLimit-Policy"))
          .hasValue("\"requests\";q=300;w=60");
      answer = service.post("/mcp", PING, "Authorization", token);
    }
    Refused.with(429, answer);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  private static String id(JsonNode job) {
    return job.path("jobId").asString();
  }
}
