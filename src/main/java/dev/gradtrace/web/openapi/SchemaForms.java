package dev.gradtrace.web.openapi;

import dev.gradtrace.contract.json.NumberTable;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.time.Instant;
import org.springframework.web.multipart.MultipartFile;

/** Schemas of plain values, and what schemas are built with. */
final class SchemaForms {

  private SchemaForms() {}

  /**
   * The schema of a type that is neither a record nor a container. A word or numbers may be
   * anything: generators of Java make no class of such a union that compiles.
   */
  static Schema<?> plain(Class<?> type, RecordSchemas.Side side) {
    if (type == double.class || type == Double.class) {
      Schema<?> number = typed("number").format("double");
      return side == RecordSchemas.Side.ANSWER ? orNull(number) : number;
    }
    if (type == NumberTable.class) {
      return array(array(plain(double.class, side)));
    }
    if (type == int.class || type == Integer.class) {
      return typed("integer").format("int32");
    }
    if (type == long.class || type == Long.class) {
      return typed("integer").format("int64");
    }
    if (type == boolean.class || type == Boolean.class) {
      return typed("boolean");
    }
    if (type == Instant.class) {
      return typed("string").format("date-time");
    }
    if (type == MultipartFile.class) {
      return typed("string").format("binary");
    }
    return type == String.class ? typed("string") : new JsonSchema();
  }

  /** An array of such items. */
  static Schema<?> array(Schema<?> items) {
    Schema<?> array = typed("array");
    array.setItems(items);
    return array;
  }

  /** Anything of a type of JSON. */
  static Schema<?> typed(String type) {
    return new JsonSchema().typesItem(type);
  }

  /** The same schema, or null. */
  static Schema<?> orNull(Schema<?> schema) {
    if (schema.get$ref() == null) {
      if (schema.getTypes() != null) {
        schema.addType("null");
      }
      return schema;
    }
    Schema<?> either = new JsonSchema();
    either.addAnyOfItem(new JsonSchema().$ref(schema.get$ref()));
    either.addAnyOfItem(typed("null"));
    either.setDescription(schema.getDescription());
    return either;
  }
}
