package dev.gradtrace.web.openapi;

import static java.util.Objects.requireNonNull;

import dev.gradtrace.contract.Named;
import dev.gradtrace.contract.OneOf;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Applies {@code @Schema} annotations of record components. */
final class SchemaNotes {

  private SchemaNotes() {}

  static void apply(RecordComponent component, io.swagger.v3.oas.models.media.Schema<?> schema) {
    Schema note = note(component);
    if (note == null) {
      return;
    }
    String description = description(note);
    if (!description.isEmpty()) {
      schema.setDescription(description);
    }
    if (!note.minimum().isEmpty()) {
      schema.setMinimum(new BigDecimal(note.minimum()));
    }
    if (!note.maximum().isEmpty()) {
      schema.setMaximum(new BigDecimal(note.maximum()));
    }
    if (note.maxLength() < Integer.MAX_VALUE) {
      schema.setMinLength(1);
      schema.setMaxLength(note.maxLength());
    }
    if (!note.example().isEmpty()) {
      schema.setExample(value(note.example(), schema));
    }
    if (note.allowableValues().length > 0) {
      setEnum(schema, Arrays.asList(note.allowableValues()));
    }
  }

  /** Limits the size of an array. */
  static void limit(io.swagger.v3.oas.models.media.Schema<?> array, @Nullable Size size) {
    if (size != null) {
      array.setMinItems(size.min() == 0 ? null : size.min());
      array.setMaxItems(size.max() == Integer.MAX_VALUE ? null : size.max());
    }
  }

  /**
   * The description with the default value in words. The keyword {@code default} is avoided, since
   * some client generators take such a field as always present.
   */
  private static String description(Schema note) {
    return note.defaultValue().isEmpty()
        ? note.description()
        : "%s Default: %s.".formatted(note.description(), note.defaultValue()).strip();
  }

  /** The type of a component's values: its own, unless the annotation names another. */
  static Type type(RecordComponent component) {
    Schema note = note(component);
    return note == null || note.implementation() == Void.class
        ? component.getGenericType()
        : note.implementation();
  }

  /** The only word that a component of a record allows. */
  static String onlyWord(Class<?> record, String name) {
    return Arrays.stream(record.getRecordComponents())
        .filter(component -> component.getName().equals(name))
        .map(component -> requireNonNull(note(component)).allowableValues()[0])
        .findFirst()
        .orElseThrow();
  }

  /** Restricts a schema, or the items of an array, to words; null stays allowed where it was. */
  static void restrict(io.swagger.v3.oas.models.media.Schema<?> schema, @Nullable OneOf words) {
    if (words == null) {
      return;
    }
    io.swagger.v3.oas.models.media.Schema<?> word =
        schema.getItems() == null ? schema : schema.getItems();
    setEnum(word, Named.words(words));
  }

  /** Adds null to the enum of a nullable schema. */
  static void keepNull(io.swagger.v3.oas.models.media.Schema<?> schema) {
    List<?> words = schema.getEnum();
    boolean maybeNull = schema.getTypes() != null && schema.getTypes().contains("null");
    if (words != null && maybeNull && !words.contains(null)) {
      schema.addEnumItemObject(null);
    }
  }

  @SuppressWarnings("unchecked") // The elements of an enum are of no declared type.
  static void setEnum(io.swagger.v3.oas.models.media.Schema<?> schema, Iterable<String> names) {
    names.forEach(((io.swagger.v3.oas.models.media.Schema<Object>) schema)::addEnumItemObject);
  }

  private static @Nullable Schema note(RecordComponent component) {
    try {
      return component
          .getDeclaringRecord()
          .getDeclaredField(component.getName())
          .getAnnotation(Schema.class);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A value parsed as the schema's type. */
  static Object value(String text, io.swagger.v3.oas.models.media.Schema<?> schema) {
    Set<String> types = schema.getTypes() == null ? Set.of() : schema.getTypes();
    if (types.contains("array")) {
      return new JsonMapper().readValue(text, List.class);
    }
    if (types.contains("integer")) {
      return Long.valueOf(text);
    }
    if (types.contains("number")) {
      return new BigDecimal(text);
    }
    return types.contains("boolean") ? Boolean.valueOf(text) : text;
  }
}
