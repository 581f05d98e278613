package dev.gradtrace.web.mcp;

import dev.gradtrace.contract.json.BodyReader;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Arguments of a tool: its own, and for some tools the members of an operation's request body
 * beside them.
 */
record Arguments(ObjectNode given) {

  boolean has(String name) {
    return given.hasNonNull(name);
  }

  /**
   * All arguments, as the tool's record.
   *
   * @throws dev.gradtrace.validation.InvalidSpec with all faults
   */
  <T extends Record> T as(Class<T> type) {
    return BodyReader.read(type, given.toString()).to(Function.identity());
  }

  /** The arguments with these names, without the body of an operation. */
  Arguments only(String... names) {
    ObjectNode own = JsonNodeFactory.instance.objectNode();
    for (String name : names) {
      JsonNode value = given.get(name);
      if (value != null) {
        own.set(name, value);
      }
    }
    return new Arguments(own);
  }

  /** The body of an operation: all arguments but those with these names. */
  ObjectNode without(String... names) {
    ObjectNode body = given.deepCopy();
    for (String name : names) {
      body.remove(name);
    }
    return body;
  }
}
