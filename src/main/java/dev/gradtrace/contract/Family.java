package dev.gradtrace.contract;

import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.dataset.generator.GeneratorDescription;
import java.util.Collection;
import java.util.function.Supplier;

/** Families whose members have parameters of their own. */
public enum Family {
  ACTIVATION(() -> LayerRequest.ACTIVATIONS.names()),
  INITIALIZER(() -> InitializerRequest.CHOICE.names()),
  OPTIMIZER(() -> OptimizerRequest.CHOICE.names()),
  SCHEDULE(() -> ScheduleRequest.CHOICE.names()),
  GENERATOR(() -> Generator.catalogue().stream().map(GeneratorDescription::name).toList());

  private final Supplier<Collection<String>> names;

  Family(Supplier<Collection<String>> names) {
    this.names = names;
  }

  /** The names of the members. */
  public Collection<String> names() {
    return names.get();
  }
}
