package dev.gradtrace.web.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Validates JSON by the part of JSON Schema that the OpenAPI document uses; an answer must have no
 * member that its schema lacks.
 */
final class SchemaCheck {

  private final JsonNode document;
  private final List<String> faults;

  SchemaCheck(JsonNode document, List<String> faults) {
    this.document = document;
    this.faults = faults;
  }

  void check(JsonNode value, JsonNode schema, String place) {
    if (schema.has("$ref")) {
      check(value, document.at(schema.get("$ref").asString().substring(1)), place);
    } else if (schema.has("anyOf") || schema.has("oneOf")) {
      checkAny(value, schema.has("anyOf") ? schema.get("anyOf") : schema.get("oneOf"), place);
    } else if (schema.has("type") && !isOfType(value, schema.get("type"))) {
      faults.add(place + " is " + value.getNodeType() + " instead of " + schema.get("type"));
    } else if (value.isObject()) {
      checkObject(value, schema, place);
    } else if (value.isArray() && schema.has("items")) {
      for (int i = 0; i < Math.min(3, value.size()); i++) {
        check(value.get(i), schema.get("items"), place + "/" + i);
      }
    } else if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      faults.add(place + " is " + value + ", not one of " + schema.get("enum"));
    }
  }

  private void checkAny(JsonNode value, JsonNode schemas, String place) {
    boolean fits =
        StreamSupport.stream(schemas.spliterator(), false)
            .anyMatch(
                schema -> {
                  List<String> found = new ArrayList<>();
                  new SchemaCheck(document, found).check(value, schema, place);
                  return found.isEmpty();
                });
    if (!fits) {
      faults.add(place + " is none of " + schemas);
    }
  }

  private void checkObject(JsonNode value, JsonNode schema, String place) {
    schema
        .path("required")
        .forEach(
            name -> {
              if (!value.has(name.asString())) {
                faults.add(place + " lacks " + name.asString());
              }
            });
    JsonNode others = schema.path("additionalProperties");
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      String where = place + "/" + member.getKey();
      JsonNode property = schema.path("properties").path(member.getKey());
      if (!property.isMissingNode()) {
        check(member.getValue(), property, where);
      } else if (others.isObject()) {
        check(member.getValue(), others, where);
      } else if (schema.has("properties")) {
        faults.add(where + " is not in the document");
      }
    }
  }

  private static boolean isOfType(JsonNode value, JsonNode types) {
    return types.isArray()
        ? StreamSupport.stream(types.spliterator(), false)
            .anyMatch(type -> isOfType(value, type.asString()))
        : isOfType(value, types.asString());
  }

  private static boolean isOfType(JsonNode value, String type) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException(type);
    };
  }

  private static boolean contains(JsonNode names, JsonNode value) {
    return StreamSupport.stream(names.spliterator(), false).anyMatch(value::equals);
  }
}
