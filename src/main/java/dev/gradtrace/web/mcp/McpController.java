package dev.gradtrace.web.mcp;

import dev.gradtrace.contract.json.Body;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.InvalidSpec;
import dev.gradtrace.web.access.Operations;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * The streamable HTTP transport of MCP, without sessions: each message is answered in its own
 * response, as JSON.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/basic/transports">MCP,
 *     Transports</a>
 */
@Hidden
@RestController
@WhereEnabled
final class McpController {

  private static final String VERSION = "MCP-Protocol-Version";

  private final Protocol protocol;
  private final LocalOperations operations;

  McpController(Protocol protocol, LocalOperations operations) {
    this.protocol = protocol;
    this.operations = operations;
  }

  @PostMapping(
      path = Operations.MCP,
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<JsonNode> receive(
      @RequestBody Body<JsonNode> body,
      @RequestHeader(name = VERSION, required = false) @Nullable String version,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (version != null && !Protocol.VERSIONS.contains(version)) {
      throw InvalidSpec.malformed(
          VERSION,
          "must be one of %s, was %s",
          String.join(", ", Protocol.VERSIONS),
          Fault.shorten(version));
    }
    Message message = body.to(Message::of);
    return message.expectsAnswer()
        ? ResponseEntity.ok(protocol.answer(message, operations.onBehalfOf(request, response)))
        : ResponseEntity.accepted().build();
  }
}
