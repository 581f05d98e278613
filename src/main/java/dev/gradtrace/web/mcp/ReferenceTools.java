package dev.gradtrace.web.mcp;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.validation.Faults;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tools that list what requests can name. */
final class ReferenceTools {

  private static final int DATASETS = 20;
  private static final int MOST_DATASETS = 50;

  private ReferenceTools() {}

  record ListArguments(@Nullable Integer limit, @Nullable String after) {}

  record CatalogueArguments(@Nullable String section, @Nullable String name) {}

  static ObjectNode datasets(Arguments arguments, LocalOperations.Asking operations) {
    ListArguments own = arguments.as(ListArguments.class);
    int limit = requireNonNullElse(own.limit(), DATASETS);
    Faults faults = new Faults();
    faults.unless(
        limit >= 1 && limit <= MOST_DATASETS,
        "limit",
        "must lie between 1 and %d, was %d",
        MOST_DATASETS,
        limit);
    faults.throwIfAny();
    Map<String, String> query = new HashMap<>();
    query.put("limit", Integer.toString(limit));
    if (own.after() != null) {
      query.put("after", own.after());
    }
    ObjectNode page = operations.get("/v1/datasets", Map.of(), query);
    ObjectNode answer =
        Answers.beginning(
            "Name one as {\"id\": …}, give rows inline, or take a generator (read_catalogue, section generators).");
    ArrayNode told = answer.putArray("datasets");
    for (JsonNode dataset : page.path("data")) {
      Answers.copy(
          dataset,
          told.addObject(),
          "id",
          "name",
          "task",
          "samples",
          "features",
          "outputs",
          "classes",
          "columns",
          "source");
    }
    Answers.copy(page, answer, "hasMore");
    return answer;
  }

  static ObjectNode catalogue(Arguments arguments, LocalOperations.Asking operations) {
    CatalogueArguments own = arguments.as(CatalogueArguments.class);
    ObjectNode catalogue = operations.get("/v1/catalogue", Map.of(), Map.of());
    if (own.section() == null) {
      return overview(own, catalogue);
    }
    Faults faults = new Faults();
    JsonNode section = catalogue.path(own.section());
    if (!section.isArray()) {
      faults.malformed("section", "must be one of %s", new Faults.Known(catalogue.propertyNames()));
    }
    faults.throwIfAny();
    ObjectNode answer = Answers.beginning("What a request can name as one of the " + own.section());
    for (JsonNode entry : section) {
      if (own.name() == null) {
        ObjectNode told = answer.withArray("entries").addObject();
        Answers.copy(entry, told, "name", "meaning", "parameters", "question");
      } else if (entry.path("name").asString().equals(own.name())) {
        answer.withArray("entries").add(entry);
      }
    }
    if (!answer.has("entries")) {
      faults.malformed("name", "is not in the section: %s", own.name());
    }
    faults.throwIfAny();
    return answer;
  }

  private static ObjectNode overview(CatalogueArguments own, ObjectNode catalogue) {
    Faults faults = new Faults();
    if (own.name() != null) {
      faults.malformed("section", "is required beside name");
    }
    faults.throwIfAny();
    ObjectNode answer =
        Answers.beginning("The names that requests can use; ask again with a section for more.");
    catalogue
        .properties()
        .forEach(
            section -> {
              ArrayNode names = answer.putArray(section.getKey());
              section.getValue().forEach(entry -> names.add(entry.path("name")));
            });
    return answer;
  }
}
