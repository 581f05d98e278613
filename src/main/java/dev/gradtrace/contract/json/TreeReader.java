package dev.gradtrace.contract.json;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON whose meaning is only known later into a tree with a bounded number of values. */
final class TreeReader {

  static final int MOST_VALUES = 30_000;

  private static final int MOST_VALUES_OF_DOCUMENT = 200_000;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final int most;
  private int count;

  private TreeReader(int most) {
    this.most = most;
  }

  static @Nullable JsonNode read(Reading in) {
    return read(in, MOST_VALUES, "; upload large data and give their id");
  }

  /** Reads a whole document into a tree. */
  static @Nullable JsonNode readDocument(Reading in) {
    return read(in, MOST_VALUES_OF_DOCUMENT, "");
  }

  private static @Nullable JsonNode read(Reading in, int most, String advice) {
    TreeReader reader = new TreeReader(most);
    JsonNode tree = reader.value(in);
    if (reader.count > most) {
      in.meaningless("holds more than " + most + " values" + advice);
      return null;
    }
    return tree;
  }

  private JsonNode value(Reading in) {
    count++;
    return switch (in.parser().currentToken()) {
      case START_OBJECT -> object(in);
      case START_ARRAY -> array(in);
      case VALUE_STRING -> NODES.stringNode(in.text());
      case VALUE_NUMBER_INT -> whole(in);
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(Numbers.finite(in));
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  /** An integer of any length, but finite as a floating-point number. */
  private static JsonNode whole(Reading in) {
    BigInteger value = in.parser().getBigIntegerValue();
    if (value.bitLength() < Long.SIZE) {
      return NODES.numberNode(value.longValue());
    }
    double rounded = Numbers.finite(in);
    return Double.isNaN(rounded) ? NODES.numberNode(rounded) : NODES.numberNode(value);
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
      if (count <= most) {
        object.set(name, value);
      }
    }
    return object;
  }

  private JsonNode array(Reading in) {
    ArrayNode array = NODES.arrayNode();
    while (in.next() != JsonToken.END_ARRAY) {
      JsonNode value = value(in);
      if (count <= most) {
        array.add(value);
      }
    }
    return array;
  }
}
