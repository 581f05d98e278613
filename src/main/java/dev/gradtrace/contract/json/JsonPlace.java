package dev.gradtrace.contract.json;

import dev.gradtrace.contract.Named;
import dev.gradtrace.validation.InvalidSpec;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A place in a JSON document at which another value can be put.
 *
 * @param pointer RFC 6901
 */
public record JsonPlace(JsonPointer pointer) {

  private static final Pattern NO_ESCAPE = Pattern.compile("~(?![01])");
  private static final int LONGEST = 1000;
  private static final int MOST_STEPS = 50;

  /**
   * The place that a pointer names.
   *
   * @throws InvalidSpec if the text is no JSON Pointer, or too long for one into a body
   */
  public static JsonPlace of(String text) {
    InvalidSpec.unless(
        text.length() <= LONGEST && text.chars().filter(c -> c == '/').count() <= MOST_STEPS,
        "",
        "has more than %d characters or %d steps",
        LONGEST,
        MOST_STEPS);
    if (!text.isEmpty() && !text.startsWith("/") || NO_ESCAPE.matcher(text).find()) {
      throw InvalidSpec.malformed(
          "", "is not a JSON Pointer, such as /network/layers/0/units: %s", Named.shorten(text));
    }
    return new JsonPlace(JsonPointer.compile(text));
  }

  /**
   * A document with another value at this place, which may be a new member of an object; all else
   * is shared with the original.
   *
   * @throws InvalidSpec if the document has no such place
   */
  public JsonNode put(JsonNode document, JsonNode value) {
    return put(document, pointer, value);
  }

  /** A document without the member of an object at this place, if it exists. */
  public JsonNode remove(JsonNode document) {
    JsonPointer holder = pointer.head();
    if (holder != null && document.at(holder) instanceof ObjectNode object) {
      String name = pointer.last().getMatchingProperty();
      ObjectNode copy = JsonNodeFactory.instance.objectNode().setAll(object);
      copy.remove(name);
      return put(document, holder, copy);
    }
    return document;
  }

  private static JsonNode put(JsonNode target, JsonPointer rest, JsonNode value) {
    if (rest.matches()) {
      return value;
    }
    if (target instanceof ArrayNode array && array.has(rest.getMatchingIndex())) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size()).addAll(array);
      int i = rest.getMatchingIndex();
      return copy.set(i, put(array.get(i), rest.tail(), value));
    }
    String name = rest.getMatchingProperty();
    boolean holds = target.has(name) || rest.tail().matches();
    if (target instanceof ObjectNode object && holds) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode().setAll(object);
      return copy.set(name, put(object.path(name), rest.tail(), value));
    }
    throw InvalidSpec.meaningless(
        "", "names a place that is not there: nothing holds %s", Named.shorten(name));
  }
}
