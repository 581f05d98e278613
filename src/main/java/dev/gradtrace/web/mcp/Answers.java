package dev.gradtrace.web.mcp;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Shortens the API's answers for a language model's context. */
final class Answers {

  private Answers() {}

  /** An answer that begins with a sentence. */
  static ObjectNode beginning(String sentence) {
    return JsonNodeFactory.instance.objectNode().put("summary", sentence);
  }

  /** Copies those members that exist and are not null. */
  static void copy(JsonNode from, ObjectNode to, String... names) {
    for (String name : names) {
      JsonNode value = from.get(name);
      if (value != null && !value.isNull()) {
        to.set(name, value);
      }
    }
  }

  /**
   * Objects with the same members as a table: {@code columns}, and {@code rows} of values in that
   * order. Columns without any value are left out.
   *
   * @param wanted names of the columns; empty for all members that are neither lists nor objects
   */
  static ObjectNode table(JsonNode objects, List<String> wanted) {
    Set<String> columns = new LinkedHashSet<>();
    for (JsonNode object : objects) {
      object
          .properties()
          .forEach(
              member -> {
                boolean chosen =
                    wanted.isEmpty()
                        ? member.getValue().isValueNode()
                        : wanted.contains(member.getKey());
                if (chosen && !member.getValue().isNull()) {
                  columns.add(member.getKey());
                }
              });
    }
    List<String> ordered = new ArrayList<>(columns);
    ObjectNode table = JsonNodeFactory.instance.objectNode();
    ArrayNode names = table.putArray("columns");
    ordered.forEach(names::add);
    ArrayNode rows = table.putArray("rows");
    for (JsonNode object : objects) {
      ArrayNode row = rows.addArray();
      ordered.forEach(
          name -> row.add(object.get(name) == null ? row.nullNode() : object.get(name)));
    }
    return table;
  }
}
