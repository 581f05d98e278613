package dev.gradtrace.web.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import dev.gradtrace.web.Refused;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** A service that was not told to answer language models. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class McpOffTest {

  @LocalServerPort private int port;

  @Autowired private ApplicationContext context;

  @Test
  void hasNothingThere() {
    Service service = new Service(port);
    String ping = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}";
    assertThat(Refused.with(404, service.post("/mcp", ping)).path("instance").asString())
        .isEqualTo("/mcp");
    Refused.with(404, service.get("/mcp"));
  }

  @Test
  void hasStartedNothingOfIt() {
    assertThat(context.getBeansOfType(Protocol.class)).isEmpty();
    assertThat(context.getBeansOfType(Toolbox.class)).isEmpty();
    assertThat(context.getBeansOfType(LocalOperations.class)).isEmpty();
  }
}
