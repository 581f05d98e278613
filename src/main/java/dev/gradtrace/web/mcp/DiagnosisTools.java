package dev.gradtrace.web.mcp;

import dev.gradtrace.validation.Faults;
import dev.gradtrace.wording.Figures;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tools for diagnoses and remedies. */
final class DiagnosisTools {

  private static final String JOB_ID = "jobId";

  private DiagnosisTools() {}

  record OfJobArguments(String jobId) {}

  record RemedyArguments(
      String jobId, @Nullable Double waitSeconds, @Nullable String idempotencyKey) {}

  static ObjectNode diagnose(Arguments arguments, LocalOperations.Asking operations) {
    if (!arguments.has(JOB_ID)) {
      return told(operations.post("/v1/diagnoses", Map.of(), arguments.given(), null));
    }
    Faults faults = new Faults();
    arguments
        .without(JOB_ID)
        .propertyNames()
        .forEach(name -> faults.malformed(name, "has no place beside jobId: the job is known"));
    faults.throwIfAny();
    String id = arguments.as(OfJobArguments.class).jobId();
    return told(
        TrainingTools.ofRun(
            id, path -> operations.get(path + "/diagnosis", Map.of("id", id), Map.of())));
  }

  private static ObjectNode told(ObjectNode diagnosis) {
    ObjectNode answer = Answers.beginning(sentence(diagnosis));
    Answers.copy(diagnosis, answer, JOB_ID, "complete", "verdict");
    ArrayNode findings = answer.putArray("findings");
    diagnosis.path("findings").forEach(finding -> findings.add(told(finding)));
    answer.set("clean", rules(diagnosis.path("clean")));
    Answers.copy(diagnosis, answer, "notChecked", "attainment", "undecidedBecause", "treatments");
    return answer;
  }

  private static ObjectNode told(JsonNode finding) {
    ObjectNode told = ((ObjectNode) finding).deepCopy();
    told.remove("catalogue");
    List<Integer> layers = finding.path("layers").valueStream().map(JsonNode::asInt).toList();
    told.put("layers", Figures.ranges(layers));
    return told;
  }

  private static String sentence(JsonNode diagnosis) {
    JsonNode findings = diagnosis.path("findings");
    StringBuilder text = new StringBuilder("The verdict is ");
    text.append(diagnosis.path("verdict").asString(""));
    JsonNode cause = null;
    for (JsonNode finding : findings) {
      boolean isRoot =
          !finding.has("causedBy") && !finding.path("severity").asString().equals("info");
      cause = cause == null && isRoot ? finding : cause;
    }
    if (cause == null) {
      return text.append(": no rule found a cause.").toString();
    }
    text.append(", the first cause is ")
        .append(cause.path("rule").asString())
        .append(": ")
        .append(cause.path("explanation").asString());
    JsonNode remedy = cause.path("remedies").path(0).path("title");
    if (remedy.isString()) {
      text.append(" First remedy: ").append(remedy.asString()).append('.');
    }
    return text.toString();
  }

  private static ArrayNode rules(JsonNode clean) {
    ArrayNode names = JsonNodeFactory.instance.arrayNode();
    clean.forEach(rule -> names.add(rule.path("rule")));
    return names;
  }

  static ObjectNode tryRemedies(Arguments arguments, LocalOperations.Asking operations) {
    RemedyArguments own = arguments.as(RemedyArguments.class);
    Waiting waiting = Waiting.of(own.waitSeconds());
    ObjectNode created =
        operations.post(
            TrainingTools.JOBS + "/{id}/remedies",
            Map.of("id", own.jobId()),
            null,
            own.idempotencyKey());
    return ExperimentTools.awaited(created.path("id").asString(), waiting, operations);
  }
}
