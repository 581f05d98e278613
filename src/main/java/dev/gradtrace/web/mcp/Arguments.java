package dev.gradtrace.web.mcp;

import dev.gradtrace.contract.json.BodyReader;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a tool was given: members of its own, and perhaps the body of an operation beside them. */
record Arguments(ObjectNode given) {

  boolean has(String name) {
    return given.hasNonNull(name);
  }

  /**
   * All of them, as a record of the tool.
   *
   * @throws dev.gradtrace.validation.InvalidSpec naming each fault
   */
  <T extends Record> T as(Class<T> type) {
    return BodyReader.read(type, given.toString()).to(Function.identity());
  }

  /** Only those of these names, the others being the body of an operation. */
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

  /** The body of an operation: all but those of these names. */
  ObjectNode without(String... names) {
    ObjectNode body = given.deepCopy();
    for (String name : names) {
      body.remove(name);
    }
    return body;
  }
}
