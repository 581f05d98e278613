package dev.gradtrace.web.report;

import dev.gradtrace.web.jobs.RecordedRun;
import dev.gradtrace.web.media.CsvWriter;
import dev.gradtrace.web.media.Tabular;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;

/**
 * The numbers of a run, embedded in the page as links that save them as files offline.
 *
 * @param json job, loss curve and gradient trace, as the API answers them
 * @param kept steps of the trace that are included
 * @param recorded steps of the whole trace
 */
record RunData(String json, String lossCurve, String gradientTrace, int kept, int recorded) {

  static RunData of(RecordedRun run, int kept, int recorded, JsonMapper json) {
    return new RunData(
        json.writeValueAsString(run),
        csv(run.lossCurve()),
        csv(run.gradientTrace()),
        kept,
        recorded);
  }

  private static String csv(Tabular table) {
    StringBuilder text = new StringBuilder();
    try {
      table.writeTo(new CsvWriter(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * Writes a link for each file.
   *
   * @param id of the run, for the file names
   */
  void writeTo(Html page, String id) {
    page.raw("<ul>\n");
    link(page, "Everything as JSON", "run-" + id + ".json", "application/json", json);
    link(page, "Loss curve as CSV", "loss-curve-" + id + ".csv", Tabular.TEXT_CSV, lossCurve);
    link(
        page,
        "Gradient trace as CSV",
        "gradient-trace-" + id + ".csv",
        Tabular.TEXT_CSV,
        gradientTrace);
    page.raw("</ul>\n");
    if (kept < recorded) {
      page.element(
          "p",
          " class=\"muted\"",
          "Of the trace, %s of the %s recorded steps are in this file, spread over the run."
              .formatted(kept, recorded));
    }
  }

  private static void link(Html page, String text, String file, String type, String content) {
    String data = Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8));
    page.raw("<li>")
        .element(
            "a",
            " download=\"%s\" href=\"data:%s;charset=utf-8;base64,%s\""
                .formatted(Html.escaped(file), type, data),
            text)
        .raw("</li>\n");
  }
}
