package dev.gradtrace.contract.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Size;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Reads an object into a record whose components are named like the object's members, or are
 * records of some of its members ({@link Flattened}). Lists are bounded by their {@link Size}.
 */
final class RecordReader implements ValueReader {

  private static final ClassValue<RecordReader> READERS =
      new ClassValue<>() {
        @Override
        protected RecordReader computeValue(Class<?> type) {
          return new RecordReader(type);
        }
      };

  private final Constructor<?> constructor;
  private final List<Argument> arguments = new ArrayList<>();
  private final Map<String, Member> members = new LinkedHashMap<>();

  private RecordReader(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    for (RecordComponent component : components) {
      arguments.add(
          component.isAnnotationPresent(Flattened.class)
              ? flattened(component)
              : member(component));
    }
    constructor = canonicalConstructor(type, components);
  }

  private Argument member(RecordComponent component) {
    Member member = Member.of(members.size(), component);
    members.put(member.name(), member);
    return values -> values[member.index()];
  }

  private Argument flattened(RecordComponent component) {
    RecordReader part = READERS.get(component.getType());
    int from = members.size();
    part.members.values().forEach(member -> members.put(member.name(), member.after(from)));
    int to = members.size();
    return values -> part.construct(Arrays.copyOfRange(values, from, to));
  }

  static RecordReader of(Class<? extends Record> type) {
    return READERS.get(type);
  }

  @Override
  public @Nullable Object read(Reading in) {
    if (!in.at(JsonToken.START_OBJECT)) {
      return in.refuse("an object");
    }
    @Nullable Object[] values = new Object[members.size()];
    boolean[] seen = new boolean[values.length];
    Set<String> given = new HashSet<>();
    while (in.next() == JsonToken.PROPERTY_NAME) {
      Member member = members.get(in.parser().currentName());
      if (member == null) {
        in.malformed("is unknown here; known are " + String.join(", ", members.keySet()));
      } else if (seen[member.index()]) {
        in.malformed("is given more than once");
        member = null;
      }
      in.next();
      if (member == null) {
        in.parser().skipChildren();
      } else {
        seen[member.index()] = true;
        if (member.isGiven(in)) {
          given.add(member.name());
        }
        values[member.index()] = member.read(in);
      }
    }
    for (Member member : members.values()) {
      if (member.isMissing(given)) {
        in.malformed(in.pointer(member.name()), "is required");
      }
    }
    return construct(values);
  }

  private Object construct(@Nullable Object[] values) {
    try {
      return constructor.newInstance(
          arguments.stream().map(argument -> argument.of(values)).toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Constructor<?> canonicalConstructor(Class<?> type, RecordComponent[] components) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      return canonical;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes a constructor argument from the members that were read. */
  private interface Argument {
    @Nullable Object of(@Nullable Object[] values);
  }

  /**
   * @param required whether it must be present; if not, null counts as absent, unless {@code
   *     changes}
   * @param changes whether null has a meaning, as in {@link Change}
   * @param unless the member whose absence makes this one required; null for none
   */
  private record Member(
      int index,
      String name,
      boolean required,
      boolean changes,
      @Nullable String unless,
      ValueReader reader) {

    static Member of(int index, RecordComponent component) {
      UnlessGiven other = component.getAnnotation(UnlessGiven.class);
      Size size = component.getAccessor().getAnnotation(Size.class);
      return new Member(
          index,
          name(component),
          !component.getAnnotatedType().isAnnotationPresent(Nullable.class),
          ValueReader.isChange(component.getGenericType()),
          other == null ? null : other.value(),
          ValueReader.of(
              component.getGenericType(),
              Math.min(ValueReader.LONGEST_LIST, size == null ? Integer.MAX_VALUE : size.max())));
    }

    /**
     * The JSON name: the component's, or that of {@code @JsonProperty} where Java reserves the
     * word.
     */
    private static String name(RecordComponent component) {
      JsonProperty other = component.getAccessor().getAnnotation(JsonProperty.class);
      return other == null ? component.getName() : other.value();
    }

    /** The same member with its index moved by {@code count}. */
    Member after(int count) {
      return new Member(count + index, name, required, changes, unless, reader);
    }

    /** Whether the current value counts as given, even if it will be refused. */
    boolean isGiven(Reading in) {
      return required || changes || unless != null || !in.at(JsonToken.VALUE_NULL);
    }

    boolean isMissing(Set<String> given) {
      return !given.contains(name) && (required || unless != null && !given.contains(unless));
    }

    @Nullable Object read(Reading in) {
      return isGiven(in) ? reader.read(in) : null;
    }
  }
}
