package dev.gradtrace.web.jobs;

import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.web.query.FurtherFaults;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;

/** Reports layers in a query for a trace or distributions that the job's network does not have. */
@Component
record FaultyLayers(TrainingJobs jobs) implements FurtherFaults {

  private static final Set<Object> PATHS =
      Set.of(
          RunPaths.TRAINED_ONE + "/gradient-trace",
          RunPaths.TRAINED_ONE + "/distributions",
          RunPaths.OBSERVED_ONE + "/gradient-trace",
          RunPaths.OBSERVED_ONE + "/distributions");

  private static final int MOST_DIGITS = 9;

  @Override
  public void find(HttpServletRequest request, Faults faults) {
    String[] layers = request.getParameterValues("layers");
    if (layers != null
        && PATHS.contains(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))
        && request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> variables) {
      NetworkSpec network =
          jobs.get(String.valueOf(variables.get("id"))).spec().training().network();
      faults.<List<Integer>>part("", () -> ChosenLayers.of(numbers(layers), network));
    }
  }

  /** The valid numbers from 1; the others have been reported already. */
  private static List<Integer> numbers(String[] layers) {
    return Arrays.stream(layers)
        .flatMap(value -> Arrays.stream(value.split(",")))
        .filter(value -> value.matches("[0-9]{1," + MOST_DIGITS + "}"))
        .map(Integer::valueOf)
        .filter(number -> number > 0)
        .toList();
  }
}
