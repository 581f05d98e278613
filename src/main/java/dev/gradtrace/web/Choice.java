package dev.gradtrace.web;

import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A closed family of named things, each made from the parameters that belong to it. The request
 * holds the parameters of all of them side by side; one that belongs to another member is refused.
 *
 * @param <R> the request
 * @param <T> what is made
 */
final class Choice<R extends Record, T> {

  private final String kind;
  private final Class<R> request;
  private final Map<String, Option<R, T>> options = new LinkedHashMap<>();
  private final Set<String> parameters = new LinkedHashSet<>();

  private Choice(String kind, Class<R> request) {
    this.kind = kind;
    this.request = request;
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
  Set<String> names() {
    return options.keySet();
  }

  /** The parameters of a member. */
  List<String> parameters(String name) {
    return Objects.requireNonNull(options.get(name)).parameters();
  }

  /**
   * Makes the member of a name.
   *
   * @param pointer where the request holds the name
   * @param name null when it was refused before
   * @throws InvalidSpec if there is no such member, a parameter is not its own, or one has no
   *     meaning
   */
  T make(String pointer, @Nullable String name, R from) {
    Faults faults = new Faults();
    String known = faults.need(name);
    Option<R, T> option = options.get(known);
    if (option == null) {
      throw Named.unknown(pointer, kind, known, names());
    }
    for (RecordComponent component : request.getRecordComponents()) {
      String parameter = component.getName();
      if (parameters.contains(parameter)
          && !option.parameters().contains(parameter)
          && value(component, from) != null) {
        faults.malformed(parameter, "is not a parameter of %s", known);
      }
    }
    T made = faults.<T>part("", () -> option.make().apply(from));
    faults.throwIfAny();
    return faults.need(made);
  }

  private static @Nullable Object value(RecordComponent component, Record from) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(from);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
