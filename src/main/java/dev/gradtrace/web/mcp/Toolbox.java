package dev.gradtrace.web.mcp;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import dev.gradtrace.validation.InvalidSpec;
import dev.gradtrace.web.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The tools and their descriptions for models. */
@Component
@WhereEnabled
final class Toolbox {

  private static final String DESCRIPTIONS = "tools.json";

  /** Key in a description that is replaced by the named part. */
  private static final String PART = "$part";

  private static final Map<String, Tool> TOOLS =
      Map.ofEntries(
          entry("diagnose", DiagnosisTools::diagnose),
          entry("try_remedies", DiagnosisTools::tryRemedies),
          entry("look_at_gradients", LookTools::look),
          entry("forecast_gradients", LookTools::forecast),
          entry("compare_costs", LookTools::compareCosts),
          entry("train", TrainingTools::train),
          entry("get_training_job", TrainingTools::get),
          entry("cancel_training_job", TrainingTools::cancel),
          entry("trace_gradients", TrainingTools::trace),
          entry("run_experiment", ExperimentTools::run),
          entry("get_experiment", ExperimentTools::get),
          entry("list_datasets", ReferenceTools::datasets),
          entry("read_catalogue", ReferenceTools::catalogue));

  private final JsonMapper json;
  private final ArrayNode described;
  private final String instructions;

  Toolbox(JsonMapper json) throws IOException {
    this.json = json;
    try (InputStream text = requireNonNull(Toolbox.class.getResourceAsStream(DESCRIPTIONS))) {
      JsonNode document = json.readTree(text);
      this.described = (ArrayNode) whole(document.path("tools"), document.path("parts"));
      this.instructions = document.path("instructions").asString();
    }
  }

  /** A description with its parts inserted. */
  private static JsonNode whole(JsonNode node, JsonNode parts) {
    if (node instanceof ObjectNode object) {
      JsonNode part = object.get(PART);
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      if (part != null) {
        copy.setAll((ObjectNode) whole(parts.required(part.asString()), parts));
      }
      object
          .properties()
          .forEach(
              member -> {
                if (!member.getKey().equals(PART)) {
                  copy.set(member.getKey(), whole(member.getValue(), parts));
                }
              });
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> copy.add(whole(element, parts)));
      return copy;
    }
    return node;
  }

  /**
   * The outcome of a tool call.
   *
   * @param text result for the model
   * @param isRefused whether it is a problem (RFC 9457)
   */
  record Outcome(ObjectNode text, boolean isRefused) {}

  boolean has(String name) {
    return TOOLS.containsKey(name);
  }

  ArrayNode described() {
    return described;
  }

  String instructions() {
    return instructions;
  }

  Outcome use(String name, ObjectNode arguments, LocalOperations.Asking operations) {
    try {
      Tool tool = requireNonNull(TOOLS.get(name));
      return new Outcome(Digest.of(tool.use(new Arguments(arguments), operations)), false);
    } catch (Refused refused) {
      return new Outcome(Digest.of(refused.problem()), true);
    } catch (InvalidSpec invalid) {
      return new Outcome(Digest.of(json.valueToTree(Problem.of(invalid.faults()))), true);
    }
  }
}
