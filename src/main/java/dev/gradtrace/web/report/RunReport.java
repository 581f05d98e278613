package dev.gradtrace.web.report;

import dev.gradtrace.contract.Named;
import dev.gradtrace.diagnosis.Attainment;
import dev.gradtrace.diagnosis.Diagnosis;
import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.diagnosis.Headline;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.job.JobError;
import dev.gradtrace.job.JobResult;
import dev.gradtrace.job.Progress;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.plot.Sketch;
import dev.gradtrace.wording.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as a page for reading.
 *
 * @param facts the specification, row by row
 */
record RunReport(
    RunRecords run, Judgement judgement, List<Map.Entry<String, String>> facts, RunData data) {

  String html() {
    TrainingJob job = run.job();
    Html page = new Html();
    page.raw(">\n<main>\n").element("h1", job.title());
    headline(page);
    result(page);
    charts(page);
    diagnosis(page);
    asked(page);
    page.raw("<section>\n").element("h2", "Numbers");
    data.writeTo(page, job.id());
    page.raw("</section>\n");
    page.element(
        "p",
        " class=\"muted\"",
        "Written by Gradtrace. Nothing in this file is loaded from anywhere, and nothing in it runs.");
    return Page.of(job.title(), null, "", page.raw("</main>").toString());
  }

  private void headline(Html page) {
    Diagnosis diagnosis = judgement.diagnosis();
    if (diagnosis != null) {
      page.element(
          "p",
          " class=\"headline %s\"".formatted(diagnosis.verdict().label()),
          Headline.of(diagnosis).text());
    }
  }

  private void result(Html page) {
    TrainingJob job = run.job();
    List<Map.Entry<String, String>> rows = new ArrayList<>();
    rows.add(Map.entry("status", Named.word(job.status())));
    rows.add(Map.entry("progress", progress(job.progress())));
    JobError error = job.error();
    if (error != null) {
      rows.add(Map.entry("failed because", error.message()));
    }
    JobResult result = job.result();
    if (result != null) {
      rows.add(Map.entry("ended because", result.stopReason().label().replace('_', ' ')));
      figure("training loss", result.trainingLoss(), rows);
      figure("training accuracy", result.trainingAccuracy(), rows);
      figure("validation loss", result.validationLoss(), rows);
      figure("validation accuracy", result.validationAccuracy(), rows);
    }
    rows.add(Map.entry("created", job.createdAt().toString()));
    page.raw("<section>\n").element("h2", "Result");
    table(page, rows);
    page.raw("</section>\n");
  }

  private static String progress(Progress progress) {
    return progress.isElsewhere()
        ? progress.step() < 0 ? "no point yet" : "step " + progress.step()
        : "step %s of %s, epoch %s of %s"
            .formatted(progress.step(), progress.steps(), progress.epoch(), progress.epochs());
  }

  private static void figure(String name, double value, List<Map.Entry<String, String>> rows) {
    if (!Double.isNaN(value)) {
      rows.add(Map.entry(name, Figures.number(value)));
    }
  }

  private void charts(Html page) {
    for (Chart chart : Chart.values()) {
      page.raw("<section>\n").element("h2", chart.title());
      page.raw(Page.figure(chart, run, Sketch::svg)).raw("</section>\n");
    }
  }

  private void diagnosis(Html page) {
    page.raw("<section>\n").element("h2", "Diagnosis");
    Diagnosis diagnosis = judgement.diagnosis();
    if (diagnosis == null) {
      page.element("p", "There is none: " + judgement.missing());
    } else {
      page.element("p", "Verdict: " + diagnosis.verdict().label() + ".");
      attainment(page, diagnosis.attainment());
      diagnosis.findings().forEach(finding -> finding(page, finding));
      page.list(
          diagnosis.undecidedBecause().stream()
              .map(
                  doubt ->
                      "%s: %s. Would decide: %s."
                          .formatted(doubt.tried(), doubt.result(), doubt.wouldDecide()))
              .toList());
    }
    page.raw("</section>\n");
  }

  private static void attainment(Html page, @Nullable Attainment known) {
    if (known != null) {
      page.element(
          "p",
          "%s %s, attainable %s, constant answer %s (%s)."
              .formatted(
                  known.of().replace('_', ' '),
                  Figures.number(known.measured()),
                  Figures.number(known.attainable()),
                  Figures.number(known.constantAnswer()),
                  known.basis()));
    }
  }

  private static void finding(Html page, Finding finding) {
    String rule = finding.rule().label().replace('_', ' ');
    page.element("h3", finding.severity().label().toLowerCase(Locale.ROOT) + ": " + rule);
    page.element("p", finding.symptom().explanation());
    page.list(finding.symptom().remedies().stream().map(Remedy::title).toList());
  }

  private void asked(Html page) {
    page.raw("<section>\n").element("h2", "What was asked for");
    table(page, facts);
    page.raw("</section>\n");
  }

  private static void table(Html page, List<Map.Entry<String, String>> rows) {
    page.raw("<table>\n");
    for (Map.Entry<String, String> row : rows) {
      page.raw("<tr>")
          .element("th", " scope=\"row\"", row.getKey())
          .element("td", row.getValue())
          .raw("</tr>\n");
    }
    page.raw("</table>\n");
  }
}
