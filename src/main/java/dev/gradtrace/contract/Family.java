package dev.gradtrace.contract;

import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.dataset.generator.GeneratorDescription;
import java.util.Collection;
import java.util.function.Supplier;

/** Families of names: members with parameters of their own, and metrics. */
public enum Family {
  ACTIVATION(() -> LayerRequest.ACTIVATIONS.names()),
  INITIALIZER(() -> InitializerRequest.CHOICE.names()),
  OPTIMIZER(() -> OptimizerRequest.CHOICE.names()),
  SCHEDULE(() -> ScheduleRequest.CHOICE.names()),
  GENERATOR(() -> Generator.catalogue().stream().map(GeneratorDescription::name).toList()),
  METRIC(() -> Names.METRICS.names());

  private final Supplier<Collection<String>> names;

  Family(Supplier<Collection<String>> names) {
    this.names = names;
  }

  /** The names of the members. */
  public Collection<String> names() {
    return names.get();
  }
}
