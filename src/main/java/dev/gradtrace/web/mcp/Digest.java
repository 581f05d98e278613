package dev.gradtrace.web.mcp;

import dev.gradtrace.validation.Excerpt;
import dev.gradtrace.validation.Fault;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shortens an answer to fit a language model's context: four digits per number, and evenly spread
 * elements of long lists, including the first and the last. Lists of equal length keep the same
 * positions. {@code thinned} says what was left out.
 */
final class Digest {

  static final int MOST_CHARACTERS = 20_000;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final MathContext DIGITS = new MathContext(4);

  /** Bounds for the length of lists, tried one after the other. */
  private static final int[] LENGTHS = {128, 64, 32, 16, 8, 4, 2};

  private static final int LONGEST_TEXT = 1000;
  private static final int LONGEST_PATCH = 4000;
  private static final int MOST_NOTES = 12;

  /** Lists that must not lose an element. */
  private static final Set<String> WHOLE = Set.of("patch");

  private final int length;
  private final Map<String, String> thinned = new TreeMap<>();

  private Digest(int length) {
    this.length = length;
  }

  static ObjectNode of(ObjectNode answer) {
    for (int length : LENGTHS) {
      ObjectNode brief = new Digest(length).shorten(answer);
      if (brief.toString().length() <= MOST_CHARACTERS) {
        return brief;
      }
    }
    return NODES
        .objectNode()
        .put("summary", Fault.shorten(answer.path("summary").asString("")))
        .put("note", "There is more than can be shown at once; ask for less of it.");
  }

  private ObjectNode shorten(ObjectNode answer) {
    ObjectNode brief = shorten(answer, "");
    if (!thinned.isEmpty()) {
      ObjectNode notes = brief.putObject("thinned");
      thinned.entrySet().stream()
          .limit(MOST_NOTES)
          .forEach(note -> notes.put(note.getKey(), note.getValue()));
    }
    return brief;
  }

  private JsonNode shorten(JsonNode node, String name, String pointer) {
    if (node instanceof ObjectNode object) {
      return shorten(object, pointer);
    }
    if (node instanceof ArrayNode array) {
      return WHOLE.contains(name) ? whole(array) : shorten(array, name, pointer);
    }
    if (node.isFloatingPointNumber()) {
      return NODES.numberNode(new BigDecimal(node.doubleValue()).round(DIGITS).doubleValue());
    }
    return node.isString() ? NODES.stringNode(Excerpt.of(node.asString(), LONGEST_TEXT)) : node;
  }

  private ObjectNode shorten(ObjectNode object, String pointer) {
    ObjectNode brief = NODES.objectNode();
    int members = 0;
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (members++ == LENGTHS[0]) {
        thinned.put(pointer, LENGTHS[0] + " of " + object.size());
        break;
      }
      String name = member.getKey();
      brief.set(name, shorten(member.getValue(), name, pointer + "/" + Fault.escape(name)));
    }
    return brief;
  }

  private ArrayNode shorten(ArrayNode array, String name, String pointer) {
    ArrayNode brief = NODES.arrayNode();
    int count = Math.min(length, array.size());
    if (count < array.size()) {
      thinned.put(pointer, count + " of " + array.size());
    }
    for (int k = 0; k < count; k++) {
      int i = count == 1 ? 0 : (int) ((long) k * (array.size() - 1) / (count - 1));
      brief.add(shorten(array.get(i), name, pointer + "/*"));
    }
    return brief;
  }

  /** The whole list, or nothing if it is too long. */
  private static JsonNode whole(ArrayNode array) {
    return array.toString().length() <= LONGEST_PATCH
        ? array
        : NODES.stringNode("longer than is shown here");
  }
}
