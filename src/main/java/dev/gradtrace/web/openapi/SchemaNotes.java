package dev.gradtrace.web.openapi;

import static java.util.Objects.requireNonNull;

import dev.gradtrace.contract.Family;
import dev.gradtrace.contract.Named;
import dev.gradtrace.contract.OneOf;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What {@code @Schema} on a component of a record says, put into its schema. */
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

  /**
   * What a field is, and what it is taken for where it is absent; not as the keyword, by which some
   * generators of clients take the field to be always there.
   */
  private static String description(Schema note) {
    return note.defaultValue().isEmpty()
        ? note.description()
        : "%s Default: %s.".formatted(note.description(), note.defaultValue()).strip();
  }

  /** The type that the values of a component have: its own, unless it says another. */
  static Type type(RecordComponent component) {
    Schema note = note(component);
    return note == null || note.implementation() == Void.class
        ? component.getGenericType()
        : note.implementation();
  }

  /** The only word that a member of a record can be. */
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
    setEnum(word, words(words));
  }

  /** Adds null to the words of a schema that may be null. */
  static void keepNull(io.swagger.v3.oas.models.media.Schema<?> schema) {
    List<?> words = schema.getEnum();
    boolean maybeNull = schema.getTypes() != null && schema.getTypes().contains("null");
    if (words != null && maybeNull && !words.contains(null)) {
      schema.addEnumItemObject(null);
    }
  }

  private static List<String> words(OneOf words) {
    List<String> all = new ArrayList<>();
    for (Class<? extends Enum<?>> type : words.value()) {
      Arrays.stream(type.getEnumConstants()).map(Named::word).forEach(all::add);
    }
    Arrays.stream(words.family()).map(Family::names).forEach(all::addAll);
    all.addAll(Arrays.asList(words.also()));
    return all;
  }

  @SuppressWarnings("unchecked") // The elements of an enum are of no declared type.
  private static void setEnum(
      io.swagger.v3.oas.models.media.Schema<?> schema, Iterable<String> names) {
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

  /** A value of the schema's type. */
  private static Object value(String text, io.swagger.v3.oas.models.media.Schema<?> schema) {
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
