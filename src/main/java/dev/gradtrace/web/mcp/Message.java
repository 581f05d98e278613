package dev.gradtrace.web.mcp;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.validation.Faults;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message of JSON-RPC 2.0.
 *
 * @param method empty for a response, which this server never expects
 * @param id a text or an integer; null for a notification
 */
record Message(String method, ObjectNode params, @Nullable JsonNode id) {

  /** Longer than any method of the protocol or name of a tool. */
  private static final int LONGEST_METHOD = 200;

  private static final int LONGEST_ID = 200;

  /**
   * @throws dev.gradtrace.validation.InvalidSpec for each member that does not belong to a message
   */
  static Message of(JsonNode json) {
    Faults faults = new Faults();
    if (!(json instanceof ObjectNode message)) {
      faults.malformed("", "must be an object, one message of JSON-RPC 2.0");
      faults.throwIfAny();
      throw new IllegalStateException();
    }
    if (!message.path("jsonrpc").asString("").equals("2.0")) {
      faults.malformed("jsonrpc", "must be \"2.0\"");
    }
    boolean answers = message.has("result") || message.has("error");
    JsonNode method = message.path("method");
    if (!answers && (!method.isString() || method.asString().length() > LONGEST_METHOD)) {
      faults.malformed("method", "must be the name of a method");
    }
    JsonNode params = message.get("params");
    if (params != null && !params.isObject()) {
      faults.malformed("params", "must be an object");
    }
    JsonNode id = message.get("id");
    if (id != null && !isId(id)) {
      faults.malformed("id", "must be an integer, or a text of up to %d characters", LONGEST_ID);
    }
    faults.throwIfAny();
    return new Message(
        method.asString(""),
        (ObjectNode) requireNonNullElse(params, JsonNodeFactory.instance.objectNode()),
        answers ? null : id);
  }

  private static boolean isId(JsonNode id) {
    return id.isString() ? id.asString().length() <= LONGEST_ID : id.isIntegralNumber();
  }

  boolean expectsAnswer() {
    return id != null;
  }

  JsonNode answered(JsonNode result) {
    return envelope().set("result", result);
  }

  /**
   * @param code error code of JSON-RPC
   */
  JsonNode failed(int code, String why) {
    ObjectNode answer = envelope();
    answer.putObject("error").put("code", code).put("message", why);
    return answer;
  }

  private ObjectNode envelope() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
    answer.set("id", id);
    return answer;
  }
}
