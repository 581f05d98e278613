package dev.gradtrace.web.report;

import dev.gradtrace.validation.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A specification as rows of a table for people. */
final class Facts {

  /** Most characters of a list or an object in one cell. */
  private static final int LONGEST = 400;

  private Facts() {}

  /**
   * @param spec of a job, with its defaults
   */
  static List<Map.Entry<String, String>> of(JsonNode spec) {
    List<Map.Entry<String, String>> facts = new ArrayList<>();
    spec.properties()
        .forEach(
            member -> {
              if (!member.getKey().equals("name")) {
                facts.add(
                    Map.entry(
                        words(member.getKey()), Excerpt.of(text(member.getValue()), LONGEST)));
              }
            });
    return facts;
  }

  private static String words(String member) {
    return member.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private static String text(JsonNode value) {
    if (value.isObject()) {
      return value.properties().stream()
          .map(
              member ->
                  member.getKey().equals("name")
                      ? text(member.getValue())
                      : words(member.getKey()) + " " + text(member.getValue()))
          .collect(Collectors.joining(", "));
    }
    if (value.isArray()) {
      return value.valueStream().map(Facts::text).collect(Collectors.joining("; "));
    }
    return value.isString() ? value.asString() : value.toString();
  }
}
