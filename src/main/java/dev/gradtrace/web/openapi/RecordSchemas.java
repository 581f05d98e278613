package dev.gradtrace.web.openapi;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.contract.json.Body;
import dev.gradtrace.contract.json.Change;
import dev.gradtrace.contract.json.Flattened;
import dev.gradtrace.contract.json.NumberTable;
import dev.gradtrace.contract.json.UnlessGiven;
import io.swagger.v3.oas.models.media.Discriminator;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.constraints.Size;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/**
 * JSON Schemas of the records of requests and answers.
 *
 * <p>They describe what {@code contract.json} reads and Jackson writes. In a request a component is
 * required unless it is {@code @Nullable}, where null counts as absent; in an answer it is required
 * unless nulls are left out, and numbers are nullable where they may not be finite.
 */
record RecordSchemas(Sink sink) {

  private static final String REFERENCE = "#/components/schemas/";

  /** Receives the schemas of records by name. */
  interface Sink {
    /** Whether no schema with this name was defined yet. */
    boolean isNew(String name);

    void define(String name, Schema<?> schema);
  }

  /** Where a record is used; numbers that are not finite become null in answers. */
  enum Side {
    REQUEST,
    ANSWER;

    static Side of(Class<?> record) {
      String name = record.getSimpleName();
      return name.endsWith("Request") || name.endsWith("Upload") ? REQUEST : ANSWER;
    }
  }

  /**
   * The record behind a parameter or return type: itself, the content of a body, or a sealed
   * interface of records. Null for other types.
   */
  static @Nullable Type record(Type type) {
    if (type instanceof ParameterizedType generic) {
      Class<?> raw = (Class<?>) generic.getRawType();
      if (raw == Body.class) {
        return generic.getActualTypeArguments()[0];
      }
      return raw.isRecord() && isOurs(raw) ? type : null;
    }
    return type instanceof Class<?> raw && (raw.isRecord() || raw.isSealed()) && isOurs(raw)
        ? type
        : null;
  }

  private static boolean isOurs(Class<?> type) {
    return type.getName().startsWith("dev.gradtrace.");
  }

  /** The schema of a type; records are defined under their names and referred to. */
  Schema<?> of(Type type) {
    return of(type, Side.REQUEST);
  }

  private Schema<?> of(Type type, Side side) {
    if (type instanceof Class<?> raw) {
      if (raw.isArray()) {
        return SchemaForms.array(of(raw.getComponentType(), side));
      }
      return (raw.isRecord() || raw.isSealed()) && raw != NumberTable.class
          ? reference(raw, raw)
          : SchemaForms.plain(raw, side);
    }
    ParameterizedType generic = (ParameterizedType) type;
    Class<?> raw = (Class<?>) generic.getRawType();
    Type[] arguments = generic.getActualTypeArguments();
    if (raw == List.class) {
      return SchemaForms.array(of(arguments[0], side));
    }
    if (raw == Change.class) {
      return of(arguments[0], side);
    }
    if (raw == Map.class) {
      Schema<?> map = SchemaForms.typed("object");
      map.setAdditionalProperties(of(arguments[1], side));
      return map;
    }
    return reference(raw, generic);
  }

  private Schema<?> reference(Class<?> type, Type generic) {
    String name = name(generic);
    if (sink.isNew(name)) {
      sink.define(name, new JsonSchema());
      sink.define(name, type.isSealed() ? family(type) : object(type, generic));
    }
    return referenceTo(generic);
  }

  /** A reference to the schema of a record, to be defined elsewhere. */
  static Schema<?> referenceTo(Type type) {
    return new JsonSchema().$ref(REFERENCE + name(type));
  }

  /** The name of a record in the document. */
  static String name(Type type) {
    if (type instanceof ParameterizedType generic) {
      return "PageOf" + name(generic.getActualTypeArguments()[0]);
    }
    Class<?> raw = (Class<?>) type;
    var note = raw.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
    return note == null || note.name().isEmpty() ? raw.getSimpleName() : note.name();
  }

  /**
   * The schema of a sealed interface: one of its records, distinguished by a member with only one
   * possible word.
   */
  private Schema<?> family(Class<?> type) {
    Schema<?> family = described(type, new JsonSchema());
    String tag =
        type.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class)
            .discriminatorProperty();
    Discriminator discriminator = new Discriminator().propertyName(tag);
    for (Class<?> member : type.getPermittedSubclasses()) {
      Schema<?> reference = reference(member, member);
      family.addOneOfItem(reference);
      discriminator.mapping(SchemaNotes.onlyWord(member, tag), reference.get$ref());
    }
    family.setDiscriminator(discriminator);
    return family;
  }

  private static Schema<?> described(Class<?> type, Schema<?> schema) {
    var note = type.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
    if (note != null && !note.description().isEmpty()) {
      schema.setDescription(note.description());
    }
    return schema;
  }

  private Schema<?> object(Class<?> type, Type generic) {
    Schema<?> object = described(type, SchemaForms.typed("object"));
    List<String> required = addProperties(object, type, generic);
    object.setRequired(required.isEmpty() ? null : required);
    if (Side.of(type) == Side.REQUEST) {
      object.setAdditionalProperties(false);
      Conditions.apply(type, object);
    }
    return object;
  }

  /**
   * Adds a property for each component.
   *
   * @return the names of the required ones
   */
  private List<String> addProperties(Schema<?> object, Class<?> type, Type generic) {
    Side side = Side.of(type);
    boolean inAnswer = side == Side.ANSWER;
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getAccessor().isAnnotationPresent(JsonIgnore.class)) {
        continue;
      }
      if (component.isAnnotationPresent(Flattened.class)) {
        required.addAll(addProperties(object, component.getType(), component.getType()));
        continue;
      }
      String name = name(type, component);
      boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      boolean optional = nullable && (!inAnswer || leavesNullsOut(type, component));
      Schema<?> property = of(resolve(SchemaNotes.type(component), generic), side);
      if (hasNullItems(component)) {
        SchemaForms.orNull(property.getItems());
      }
      SchemaNotes.apply(component, property);
      SchemaNotes.limit(property, component.getAccessor().getAnnotation(Size.class));
      boolean maybeNull =
          nullable
              && isJson(type)
              && !component.isAnnotationPresent(UnlessGiven.class)
              && !(inAnswer && optional);
      Schema<?> complete = maybeNull ? SchemaForms.orNull(property) : property;
      SchemaNotes.restrict(complete, component.getAnnotation(OneOf.class));
      SchemaNotes.keepNull(complete);
      object.addProperty(name, complete);
      if (!optional) {
        required.add(name);
      }
    }
    return required;
  }

  private static boolean hasNullItems(RecordComponent component) {
    return component.getType() == List.class
        && component.getAnnotatedType() instanceof AnnotatedParameterizedType list
        && list.getAnnotatedActualTypeArguments()[0].isAnnotationPresent(Nullable.class);
  }

  /** Whether the record stands for JSON rather than for the parts of an upload. */
  private static boolean isJson(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .noneMatch(component -> component.getType() == MultipartFile.class);
  }

  private static boolean leavesNullsOut(Class<?> type, RecordComponent component) {
    return leavesNullsOut(type.getAnnotation(JsonInclude.class))
        || leavesNullsOut(component.getAccessor().getAnnotation(JsonInclude.class));
  }

  private static boolean leavesNullsOut(@Nullable JsonInclude include) {
    return include != null && include.value() == JsonInclude.Include.NON_NULL;
  }

  private static String name(Class<?> type, RecordComponent component) {
    try {
      JsonProperty renamed =
          type.getDeclaredField(component.getName()).getAnnotation(JsonProperty.class);
      return renamed == null ? component.getName() : renamed.value();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The type of a component of a generic record. */
  private static Type resolve(Type type, Type generic) {
    if (type instanceof TypeVariable<?>) {
      return ((ParameterizedType) generic).getActualTypeArguments()[0];
    }
    if (type instanceof ParameterizedType list
        && list.getActualTypeArguments()[0] instanceof TypeVariable<?>
        && generic instanceof ParameterizedType page) {
      return listOf(page.getActualTypeArguments()[0]);
    }
    return type;
  }

  private static Type listOf(Type element) {
    return new ParameterizedType() {
      @Override
      public Type[] getActualTypeArguments() {
        return new Type[] {element};
      }

      @Override
      public Type getRawType() {
        return List.class;
      }

      @Override
      public @Nullable Type getOwnerType() {
        return null;
      }
    };
  }
}
