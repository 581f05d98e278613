package dev.gradtrace.contract;

import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A closed family of named things, each made from its own parameters. The request holds the
 * parameters of all members side by side; a parameter of another member is refused.
 *
 * @param <R> the record of the request
 * @param <T> type of what is made
 */
public final class Choice<R extends Record, T> {

  private final String kind;
  private final List<Component> components;
  private final Map<String, Option<R, T>> options = new LinkedHashMap<>();
  private final Set<String> parameters = new LinkedHashSet<>();

  private Choice(String kind, Class<R> request) {
    this.kind = kind;
    this.components = Arrays.stream(request.getRecordComponents()).map(Component::of).toList();
  }

  static <R extends Record, T> Choice<R, T> of(String kind, Class<R> request) {
    return new Choice<>(kind, request);
  }

  private record Option<R, T>(Function<R, ? extends T> make, List<String> parameters) {}

  /** Adds a member and the components of the request that are its parameters. */
  Choice<R, T> with(String name, Function<R, ? extends T> make, String... parametersOfIt) {
    List<String> own = List.of(parametersOfIt);
    options.put(name, new Option<>(make, own));
    parameters.addAll(own);
    return this;
  }

  /** The names of the members. */
  public Set<String> names() {
    return options.keySet();
  }

  /** The parameters of a member. */
  public List<String> parameters(String name) {
    return Objects.requireNonNull(options.get(name)).parameters();
  }

  /**
   * Makes the member with a name.
   *
   * @param pointer to the name in the request
   * @param name null if it was refused before
   * @throws InvalidSpec if there is no such member, a parameter belongs to another one, or a value
   *     is not meaningful
   */
  public T make(String pointer, @Nullable String name, R from) {
    Faults faults = new Faults();
    String known = faults.need(name);
    Option<R, T> option = options.get(known);
    if (option == null) {
      throw Named.unknown(pointer, kind, known, names());
    }
    for (Component component : components) {
      String parameter = component.name();
      if (parameters.contains(parameter)
          && !option.parameters().contains(parameter)
          && component.of(from) != null) {
        faults.malformed(parameter, "is not a parameter of %s", known);
      }
    }
    T made = faults.<T>part("", () -> option.make().apply(from));
    faults.throwIfAny();
    return faults.need(made);
  }

  /** A component of the request; cached, because reflection copies it on each lookup. */
  private record Component(String name, Method accessor) {

    static Component of(RecordComponent component) {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return new Component(component.getName(), accessor);
    }

    @Nullable Object of(Record request) {
      try {
        return accessor.invoke(request);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
