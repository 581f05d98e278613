package dev.gradtrace.web.openapi;

import dev.gradtrace.contract.EarlyStoppingRequest;
import dev.gradtrace.contract.InitializerRequest;
import dev.gradtrace.contract.LayerRequest;
import dev.gradtrace.contract.Names;
import dev.gradtrace.contract.OptimizerRequest;
import dev.gradtrace.contract.ScheduleRequest;
import dev.gradtrace.contract.TrainingJobRequest;
import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.dataset.generator.GeneratorDescription;
import dev.gradtrace.diagnosis.Rule;
import dev.gradtrace.web.gradients.GradientRequest;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/** The names that may stand in a field, by schema and field. */
final class Vocabulary {

  private Vocabulary() {}

  static Map<String, Collection<String>> names() {
    Collection<String> costs = Names.COSTS.names();
    Collection<String> rules = Arrays.stream(Rule.values()).map(Rule::label).toList();
    return Map.ofEntries(
        Map.entry("Layer.activation", LayerRequest.ACTIVATIONS.names()),
        Map.entry("Initializer.name", InitializerRequest.CHOICE.names()),
        Map.entry("Optimizer.name", OptimizerRequest.CHOICE.names()),
        Map.entry("LearningRateSchedule.name", ScheduleRequest.CHOICE.names()),
        Map.entry(
            "Generator.name",
            Generator.catalogue().stream().map(GeneratorDescription::name).toList()),
        Map.entry("EarlyStopping.metric", EarlyStoppingRequest.METRICS.names()),
        Map.entry("GradientRequest.cost", costs),
        Map.entry("GradientRequest.include", GradientRequest.PARTS.names()),
        Map.entry("CostComparisonRequest.costs", costs),
        Map.entry("ValidationRequest.cost", costs),
        Map.entry("TrainingJobRequest.cost", costs),
        Map.entry("TrainingJobRequest.scaling", TrainingJobRequest.SCALINGS.names()),
        Map.entry("TrainingSpec.cost", costs),
        Map.entry("DiagnosisRequest.cost", costs),
        Map.entry("DiagnosisRequest.scaling", TrainingJobRequest.SCALINGS.names()),
        Map.entry("Finding.rule", rules),
        Map.entry("Finding.causedBy", rules),
        Map.entry("CleanRule.rule", rules),
        Map.entry("MuteRule.rule", rules));
  }
}
