package dev.gradtrace.web.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A language model's view of the service, through the official MCP client. */
final class Model implements AutoCloseable {

  static final String SIGMOIDS =
      """
      {'inputs': 4, 'layers': [{'units': 10, 'activation': 'sigmoid', 'repeat': 10},
       {'units': 3, 'activation': 'sigmoid'}]}
      """;

  /** A job that fails to learn: ten sigmoid layers with the quadratic cost. */
  static final String FAILING =
      "{'network': "
          + SIGMOIDS
          + """
          , 'cost': 'quadratic', 'dataset': {'id': 'iris'}, 'scaling': 'standard',
           'optimizer': {'name': 'sgd', 'learningRate': 0.5}, 'epochs': 20}
          """;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();

  private final McpSyncClient client;
  private int calls;

  /**
   * @param token null for none
   */
  Model(int port, @Nullable String token) {
    McpJsonMapper mapper = new JacksonMcpJsonMapper(JSON);
    HttpRequest.Builder requests = HttpRequest.newBuilder();
    if (token != null) {
      requests.header("Authorization", "Bearer " + token);
    }
    client =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder("http://localhost:" + port)
                    .jsonMapper(mapper)
                    .requestBuilder(requests)
                    .build())
            .requestTimeout(PATIENCE)
            .build();
    client.initialize();
  }

  String instructions() {
    return client.getServerInstructions();
  }

  List<Tool> tools() {
    return client.listTools().tools();
  }

  int calls() {
    return calls;
  }

  /** The result of a tool that must not be refused. */
  JsonNode use(String tool, String arguments) {
    return text(result(tool, arguments), false);
  }

  /** The problem of a refused tool call. */
  JsonNode refused(String tool, String arguments) {
    return text(result(tool, arguments), true);
  }

  private CallToolResult result(String tool, String arguments) {
    calls++;
    @SuppressWarnings("unchecked")
    Map<String, Object> given = JSON.readValue(arguments.replace('\'', '"'), Map.class);
    return client.callTool(CallToolRequest.builder(tool).arguments(given).build());
  }

  private static JsonNode text(CallToolResult result, boolean isRefused) {
    String text = ((TextContent) result.content().get(0)).text();
    assertThat(result.isError()).as(text).isEqualTo(isRefused);
    assertThat(text.length()).isLessThanOrEqualTo(Digest.MOST_CHARACTERS);
    return JSON.readTree(text);
  }

  @Override
  public void close() {
    client.close();
  }
}
