package dev.gradtrace.dataset.generator;

import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.Faults;
import java.util.HashMap;
import java.util.Map;

/** The arguments of a generator, by name, missing ones filled in. */
final class GeneratorArguments {

  private final Map<String, Number> values = new HashMap<>();

  /**
   * @throws dev.gradtrace.validation.InvalidSpec naming every argument that the generator does not
   *     know, or that is not a whole number where it must be
   */
  GeneratorArguments(GeneratorDescription description, Map<String, ? extends Number> given) {
    description.parameters().forEach(known -> values.put(known.name(), known.standard()));
    Faults faults = new Faults();
    given.forEach((name, value) -> take(name, value, description, faults));
    description.parameters().forEach(known -> checkWhole(known, faults));
    faults.throwIfAny();
    description.check(
        description.parameters().stream().mapToDouble(known -> number(known.name())).toArray());
  }

  private void take(String name, Number value, GeneratorDescription description, Faults faults) {
    if (values.replace(name, value) == null) {
      faults.malformed(
          Fault.escape(name),
          "is not a parameter of %s, which has %s",
          description.name(),
          new Faults.Known(
              description.parameters().stream().map(GeneratorParameter::name).toList()));
    }
  }

  private void checkWhole(GeneratorParameter parameter, Faults faults) {
    double value = number(parameter.name());
    if (parameter.type() == GeneratorParameter.Type.INTEGER && value != Math.rint(value)) {
      faults.malformed(parameter.name(), "must be a whole number, was %s", value);
    }
  }

  int integer(String name) {
    return (int) number(name);
  }

  double number(String name) {
    return value(name).doubleValue();
  }

  long seed() {
    return value(GeneratorParameter.SEED.name()).longValue();
  }

  private Number value(String name) {
    Number value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no parameter " + name);
    }
    return value;
  }
}
