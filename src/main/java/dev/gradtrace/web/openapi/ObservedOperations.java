package dev.gradtrace.web.openapi;

import dev.gradtrace.web.jobs.RunPaths;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import java.util.regex.Pattern;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * Names the operations on observed runs after those on training jobs: getLossCurve becomes
 * getObservedLossCurve.
 */
final class ObservedOperations implements OpenApiCustomizer {

  /** The suffix that springdoc adds to repeated names. */
  private static final Pattern NUMBER = Pattern.compile("_[0-9]+$");

  private static final Pattern VERB = Pattern.compile("^[a-z]+");

  @Override
  public void customise(OpenAPI document) {
    document
        .getPaths()
        .forEach(
            (path, item) -> {
              if (path.startsWith(RunPaths.TRAINED_ONE + "/")) {
                item.readOperations().forEach(ObservedOperations::nameOnce);
              } else if (path.startsWith(RunPaths.OBSERVED_ONE + "/")) {
                item.readOperations().forEach(ObservedOperations::nameObserved);
              }
            });
  }

  private static void nameOnce(Operation operation) {
    operation.setOperationId(NUMBER.matcher(operation.getOperationId()).replaceFirst(""));
  }

  private static void nameObserved(Operation operation) {
    nameOnce(operation);
    String name = operation.getOperationId();
    if (!name.contains("Observed")) {
      String shared = name.replace("TrainingJob", "Run");
      operation.setOperationId(VERB.matcher(shared).replaceFirst("$0Observed"));
    }
  }
}
