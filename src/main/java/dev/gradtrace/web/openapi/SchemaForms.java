package dev.gradtrace.web.openapi;

import dev.gradtrace.contract.json.NumberTable;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.time.Instant;
import org.springframework.web.multipart.MultipartFile;

/** Schemas of plain values, and building blocks of schemas. */
final class SchemaForms {

  private SchemaForms() {}

  /**
   * The schema of a type that is neither a record nor a container. A word or numbers get no type:
   * Java client generators make classes of such a union that do not compile.
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

  /** An array schema. */
  static Schema<?> array(Schema<?> items) {
    Schema<?> array = typed("array");
    array.setItems(items);
    return array;
  }

  /** A schema of a JSON type. */
  static Schema<?> typed(String type) {
    return new JsonSchema().typesItem(type);
  }

  /** The schema with null allowed. */
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
