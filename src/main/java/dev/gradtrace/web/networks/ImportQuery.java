package dev.gradtrace.web.networks;

import dev.gradtrace.contract.Family;
import dev.gradtrace.contract.LayerRequest;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.interchange.safetensors.SafetensorsImport;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to add to a file that holds tensors only. */
record ImportQuery(
    @Parameter(
            description =
                "Of safetensors, and required where there are hidden layers: their activation.")
        @OneOf(family = Family.ACTIVATION)
        @Nullable String activation,
    @Parameter(description = "Of safetensors: the activation of the last layer. Default linear.")
        @OneOf(family = Family.ACTIVATION)
        @Nullable String outputActivation,
    @Parameter(
            description =
                "Of safetensors: all of its modules in the order in which a signal goes through them, such as stem,norm,body.0,head. Absent: in the order of their names, numbers as numbers, or in the only one in which the shapes fit.")
        @Nullable List<String> modules) {

  SafetensorsImport.Asked toSpec() {
    Faults faults = new Faults();
    Activation hidden =
        faults.<String, Activation>part(
            "", activation, name -> LayerRequest.activation("activation", name));
    Activation output =
        outputActivation == null
            ? Elementwise.LINEAR
            : faults.<Activation>part(
                "", () -> LayerRequest.activation("outputActivation", outputActivation));
    faults.throwIfAny();
    return new SafetensorsImport.Asked(hidden, faults.need(output), modules);
  }

  /** Refuses these parameters for a file that has the information itself. */
  void requireNothing() {
    Faults faults = new Faults();
    requireNone(activation, "activation", faults);
    requireNone(outputActivation, "outputActivation", faults);
    requireNone(modules, "modules", faults);
    faults.throwIfAny();
  }

  private static void requireNone(@Nullable Object given, String name, Faults faults) {
    if (given != null) {
      faults.malformed(name, "is of safetensors alone; this file tells it itself");
    }
  }
}
