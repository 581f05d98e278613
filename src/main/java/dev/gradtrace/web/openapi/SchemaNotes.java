package dev.gradtrace.web.openapi;

import dev.gradtrace.contract.Family;
import dev.gradtrace.contract.Named;
import dev.gradtrace.contract.OneOf;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code @Schema} on a component of a record says, put into its schema. */
final class SchemaNotes {

  private SchemaNotes() {}

  static void apply(RecordComponent component, io.swagger.v3.oas.models.media.Schema<?> schema) {
    Schema note = note(component);
    if (note == null) {
      return;
    }
    if (!note.description().isEmpty()) {
      schema.setDescription(note.description());
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
    if (!note.defaultValue().isEmpty()) {
      schema.setDefault(value(note.defaultValue(), schema));
    }
    if (!note.example().isEmpty()) {
      schema.setExample(value(note.example(), schema));
    }
    if (note.allowableValues().length > 0) {
      setEnum(schema, Arrays.asList(note.allowableValues()));
    }
  }

  /** The types one of which the component has, if it says so. */
  static Class<?>[] alternatives(RecordComponent component) {
    Schema note = note(component);
    return note == null ? new Class<?>[0] : note.oneOf();
  }

  /** Restricts a schema, or the items of an array, to words; null stays allowed where it was. */
  static void restrict(io.swagger.v3.oas.models.media.Schema<?> schema, @Nullable OneOf words) {
    if (words == null) {
      return;
    }
    io.swagger.v3.oas.models.media.Schema<?> word =
        schema.getItems() == null ? schema : schema.getItems();
    setEnum(word, words(words));
    if (word.getTypes() != null && word.getTypes().contains("null")) {
      word.addEnumItemObject(null);
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
    if (types.contains("integer")) {
      return Long.valueOf(text);
    }
    if (types.contains("number")) {
      return new BigDecimal(text);
    }
    return types.contains("boolean") ? Boolean.valueOf(text) : text;
  }
}
