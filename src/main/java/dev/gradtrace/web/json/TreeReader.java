package dev.gradtrace.web.json;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON that has a meaning only later, as a tree of a bounded number of values. */
final class TreeReader {

  static final int MOST_VALUES = 30_000;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private int count;

  private TreeReader() {}

  static @Nullable JsonNode read(Reading in) {
    TreeReader reader = new TreeReader();
    JsonNode tree = reader.value(in);
    if (reader.count > MOST_VALUES) {
      in.meaningless(
          "holds more than " + MOST_VALUES + " values; upload large data and give their id");
      return null;
    }
    return tree;
  }

  private JsonNode value(Reading in) {
    count++;
    return switch (in.parser().currentToken()) {
      case START_OBJECT -> object(in);
      case START_ARRAY -> array(in);
      case VALUE_STRING -> NODES.stringNode(in.parser().getString());
      case VALUE_NUMBER_INT -> whole(in.parser().getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(Numbers.finite(in));
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  private static JsonNode whole(BigInteger value) {
    return value.bitLength() < Long.SIZE
        ? NODES.numberNode(value.longValue())
        : NODES.numberNode(value);
  }

  private JsonNode object(Reading in) {
    ObjectNode object = NODES.objectNode();
    while (in.next() == JsonToken.PROPERTY_NAME) {
      String name = in.parser().currentName();
      if (object.has(name)) {
        in.malformed("is given more than once");
      }
      in.next();
      JsonNode value = value(in);
      if (count <= MOST_VALUES) {
        object.set(name, value);
      }
    }
    return object;
  }

  private JsonNode array(Reading in) {
    ArrayNode array = NODES.arrayNode();
    while (in.next() != JsonToken.END_ARRAY) {
      JsonNode value = value(in);
      if (count <= MOST_VALUES) {
        array.add(value);
      }
    }
    return array;
  }
}
