package dev.gradtrace.contract;

import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.dataset.generator.GeneratorDescription;
import dev.gradtrace.dataset.generator.GeneratorParameter;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Families of names that the OpenAPI document and the page list: members with parameters, metrics,
 * and tensors.
 */
public enum Family {
  ACTIVATION(() -> LayerRequest.ACTIVATIONS),
  INITIALIZER(() -> InitializerRequest.CHOICE),
  NORMALIZATION(() -> NormalizationRequest.CHOICE),
  OPTIMIZER(() -> OptimizerRequest.CHOICE),
  SCHEDULE(() -> ScheduleRequest.CHOICE),
  GENERATOR(
      () -> Generator.catalogue().stream().map(GeneratorDescription::name).toList(),
      Family::parametersOfGenerator),
  METRIC(() -> Names.METRICS.names(), name -> List.of()),
  TENSOR(() -> Names.TENSORS.names(), name -> List.of());

  private final Supplier<Collection<String>> names;
  private final Function<String, Collection<String>> parameters;

  Family(Supplier<Choice<?, ?>> choice) {
    this(() -> choice.get().names(), name -> choice.get().parameters(name));
  }

  Family(Supplier<Collection<String>> names, Function<String, Collection<String>> parameters) {
    this.names = names;
    this.parameters = parameters;
  }

  public Collection<String> names() {
    return names.get();
  }

  public Collection<String> parameters(String name) {
    return parameters.apply(name);
  }

  private static Collection<String> parametersOfGenerator(String name) {
    return Generator.catalogue().stream()
        .filter(generator -> generator.name().equals(name))
        .flatMap(generator -> generator.parameters().stream())
        .map(GeneratorParameter::name)
        .toList();
  }
}
