package dev.gradtrace.web.report;

import dev.gradtrace.plot.Sketch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The frame of every page. Pages load no resources and run no scripts. */
final class Page {

  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
          + " form-action 'none'";

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --paper: light-dark(#ffffff, #14171b);
        --ink: light-dark(#1b1f24, #e9ecef); --muted: light-dark(#56606b, #a3adb8);
        --line: light-dark(#d5dbe1, #39424c); --faint: light-dark(#9aa4ae, #6b7681);
        --accent: light-dark(#005f96, #6cb8ea); --error: light-dark(#b3261e, #ff9d94);
        --good: light-dark(#006d50, #5fd0ad); }
      :root[data-theme="light"] { color-scheme: light; }
      :root[data-theme="dark"] { color-scheme: dark; }
      * { box-sizing: border-box; }
      body { margin: 0 auto; max-width: 62rem; padding: 1rem; background: var(--paper);
        color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
      h1, h2, h3 { line-height: 1.2; }
      figure { margin: 1rem 0; }
      figcaption, .muted { color: var(--muted); font-size: 0.9rem; }
      .picture { display: block; width: 100%; height: auto; }
      .headline { font-size: 1.15rem; font-weight: 600; }
      .faulty { color: var(--error); } .healthy { color: var(--good); }
      table { border-collapse: collapse; }
      th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0;
        border-bottom: 1px solid var(--line); }
      th { font-weight: 600; color: var(--muted); white-space: nowrap; }
      a { color: var(--accent); }
      pre { white-space: pre-wrap; margin: 0; font: inherit; }
      .frame { max-width: none; padding: 0.25rem; }
      .frame figure { margin: 0; }
      @media print { :root { color-scheme: light; } figure { break-inside: avoid; } }
      """;

  private Page() {}

  /**
   * A document.
   *
   * @param theme light or dark; null for the reader's preference
   * @param head additional content of the head
   * @param body attributes of the body, with a leading space, and its content
   */
  static String of(String title, @Nullable Theme theme, String head, String body) {
    String chosen = theme == null ? "" : " data-theme=\"" + theme.word() + "\"";
    return """
        <!doctype html>
        <html lang="en"%s>
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="%s">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="generator" content="Gradtrace">
        <title>%s</title>
        <style>
        %s</style>
        %s</head>
        <body%s
        </body>
        </html>
        """
        .formatted(chosen, POLICY, Html.escaped(title), STYLE, head, body);
  }

  /** A chart with its description. */
  static String figure(Chart chart, RunRecords run, Function<Sketch, String> draw) {
    return new Html()
        .raw("<figure>\n")
        .raw(chart.draw(run, draw))
        .element("figcaption", chart.summary(run))
        .raw("</figure>\n")
        .toString();
  }
}
