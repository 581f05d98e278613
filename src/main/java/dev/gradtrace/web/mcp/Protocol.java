package dev.gradtrace.web.mcp;

import dev.gradtrace.validation.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Implements the methods of MCP for a server that offers only tools.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/server/tools">MCP,
 *     Tools</a>
 */
@Component
@WhereEnabled
final class Protocol {

  /**
   * Versions of the protocol, the newest last; a server without sessions answers alike in all of
   * them.
   */
  static final List<String> VERSIONS = List.of("2025-03-26", "2025-06-18", "2025-11-25");

  private static final int METHOD_NOT_FOUND = -32601;
  private static final int INVALID_PARAMS = -32602;

  private final Toolbox tools;
  private final JsonMapper json;
  private final @Nullable BuildProperties build;

  Protocol(Toolbox tools, JsonMapper json, ObjectProvider<BuildProperties> build) {
    this.tools = tools;
    this.json = json;
    this.build = build.getIfAvailable();
  }

  JsonNode answer(Message message, LocalOperations.Asking operations) {
    return switch (message.method()) {
      case "initialize" -> message.answered(greeting(message.params()));
      case "ping" -> message.answered(object());
      case "tools/list" -> message.answered(object().set("tools", tools.described()));
      case "tools/call" -> call(message, operations);
      default -> message.failed(METHOD_NOT_FOUND, "There is no such method here.");
    };
  }

  private ObjectNode greeting(ObjectNode params) {
    String wanted = params.path("protocolVersion").asString("");
    String newest = VERSIONS.get(VERSIONS.size() - 1);
    ObjectNode greeting =
        object().put("protocolVersion", VERSIONS.contains(wanted) ? wanted : newest);
    greeting.putObject("capabilities").putObject("tools").put("listChanged", false);
    greeting
        .putObject("serverInfo")
        .put("name", "gradtrace")
        .put("title", "Gradtrace")
        .put("version", build == null ? "development" : build.getVersion());
    return greeting.put("instructions", tools.instructions());
  }

  private JsonNode call(Message message, LocalOperations.Asking operations) {
    JsonNode name = message.params().path("name");
    JsonNode arguments = message.params().path("arguments");
    if (!name.isString() || !tools.has(name.asString())) {
      return message.failed(
          INVALID_PARAMS,
          "There is no tool of the name "
              + Fault.shorten(name.asString(""))
              + "; tools/list has all.");
    }
    if (!arguments.isMissingNode() && !arguments.isNull() && !arguments.isObject()) {
      return message.failed(INVALID_PARAMS, "The arguments of a tool are an object.");
    }
    Toolbox.Outcome outcome =
        tools.use(
            name.asString(), arguments instanceof ObjectNode given ? given : object(), operations);
    ObjectNode result = object();
    result
        .putArray("content")
        .addObject()
        .put("type", "text")
        .put("text", json.writeValueAsString(outcome.text()));
    return message.answered(result.put("isError", outcome.isRefused()));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
