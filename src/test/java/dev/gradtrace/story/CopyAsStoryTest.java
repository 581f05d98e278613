package dev.gradtrace.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A run that is taken along from its page as text, and other runs that are laid over it. */
@InBrowser
class CopyAsStoryTest {

  /** Ends strings, comments, commands and elements, and names an encoding of Python. */
  private static final String HOSTILE =
      "coding: latin-9 it's $(touch spoilt) `touch spoilt` ${x} */ // # </script><!-- \\ \\\" !!"
          + " '''\"\"\" \ud83d\ude00 Örtlich \u200f*b* \\";

  private static final String JOB =
      """
      {'network': {'inputs': 4, 'layers': [{'units': 8, 'activation': 'sigmoid', 'repeat': 8},
                                           {'units': 3, 'activation': 'sigmoid'}]},
       'cost': 'quadratic', 'dataset': {'id': 'iris'}, 'validationFraction': 0.3,
       'optimizer': {'name': 'sgd', 'learningRate': 0.5}, 'batchSize': 10, 'epochs': 5, 'seed': 7}
      """;

  private static final String NO_CLIPBOARD =
      "Object.defineProperty(navigator, 'clipboard', {value: undefined})";

  private static final String SELECTED =
      "it => it.value.slice(it.selectionStart, it.selectionEnd) === it.value";

  private static final Pattern PRINTED =
      Pattern.compile("run (\\S+) succeeded\\s+trainingLoss (\\S+)\\s+slopePerLayer (\\S+)\\s*");

  private static final long MINUTES = 2;

  @TempDir private Path folder;

  @LocalServerPort private int port;

  private Service service;
  private Browser browser;
  private JsonNode job;
  private String other;

  @BeforeAll
  void train() {
    service = new Service(port);
    other = train("Laid over it").get("id").asString();
    job = train(HOSTILE);
  }

  private JsonNode train(String name) {
    return service.train(((ObjectNode) Service.json(JOB)).put("name", name));
  }

  @ParameterizedTest
  @CsvSource({"curl, bash, sh", "Python, python3, py", "JavaScript, node, js"})
  void programsMakeTheRunAnew(String language, String command, String ending) throws Exception {
    Installed.assume(command);
    if (command.equals("bash")) {
      Installed.assume("curl");
    }
    Page page = shown();
    copy(page, language).click();
    assertThat(said(page)).hasText(language + " copied.");
    Path program = Files.writeString(folder.resolve("run." + ending), clipboard(page));
    Matcher printed = PRINTED.matcher(run(command, program));
    assertThat(printed.matches()).as("%s", printed).isTrue();
    assertThat(printed.group(1)).isNotEqualTo(id());
    assertThat(Double.parseDouble(printed.group(2)))
        .isEqualTo(job.at("/result/trainingLoss").asDouble());
    assertThat(Double.parseDouble(printed.group(3))).isEqualTo(lastSlope());
    JsonNode made = service.read("/v1/training-jobs/" + printed.group(1));
    assertThat(made.get("spec")).isEqualTo(job.get("spec"));
    assertThat(made.get("name").asString()).isEqualTo(HOSTILE);
    assertThat(folder.resolve("spoilt")).doesNotExist();
  }

  private String run(String command, Path program) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command, program.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly();
    String printed = Files.readString(output);
    assertThat(ended).as("the end of %s: %s", program, printed).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }

  private double lastSlope() {
    JsonNode slopes =
        service.read("/v1/training-jobs/" + id() + "/gradient-trace").at("/flow/slopePerLayer");
    return slopes.get(slopes.size() - 1).asDouble();
  }

  @Test
  void theReportIsCopiedByKeyboard() {
    Page page = shown();
    copy(page, "Markdown").focus();
    page.keyboard().press("Enter");
    assertThat(said(page)).hasText("Markdown copied.");
    assertThat(copy(page, "Markdown")).isFocused();
    assertThat(clipboard(page))
        .startsWith("# coding: latin-9 it's \\$(touch spoilt) \\`touch spoilt\\`")
        .contains("\\*b\\*", "**faulty**: vanishing gradient in layers 1–8")
        .contains("- Network: 4 – 8 × 8 – 3;", "- Cost: quadratic\n", "- Data: iris;")
        .contains("- Training: sgd; learning rate η 0.5;", "- Result: succeeded; training loss 0.")
        .contains("## Findings\n\n1. **error: vanishing gradient**, layers 1–8")
        .contains("\n   - Remedy: ")
        .endsWith("(<http://localhost:" + port + "/#/runs/" + id() + ">)\n");
    page.keyboard().press("Tab");
    assertThat(copy(page, "curl")).isFocused();
  }

  @Test
  void whatTheBrowserDoesNotCopyIsSelected() {
    Page page = shown();
    page.addInitScript(NO_CLIPBOARD);
    page.reload();
    copy(page, "Python").click();
    Locator text = page.getByRole(AriaRole.TEXTBOX).and(page.getByLabel("The text to copy"));
    assertThat(text).isFocused();
    assertThat(text).hasValue(Pattern.compile("^#!/usr/bin/env python3\n"));
    assertThat(said(page)).containsText("The text is selected");
    assertThat((Boolean) text.evaluate(SELECTED)).isTrue();
    Accessibility.assertUsableInBothThemes(page);
  }

  @Test
  void anotherRunIsLaidOverAndTakenAway() {
    Page page = shown();
    page.getByText("Lay another run over").click();
    Locator search = page.getByLabel("Search by name");
    assertThat(search).isFocused();
    search.fill("Laid over");
    Locator runs = page.locator(".overlay-runs button");
    assertThat(runs).hasCount(1);
    Accessibility.assertUsableInBothThemes(page);
    runs.press("Enter");
    page.waitForURL(Pattern.compile("#/runs/" + id() + "," + other + "$"));
    Locator taken =
        page.getByRole(
            AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^Remove A")));
    assertThat(page.locator("h1")).hasText("2 variants side by side");
    Accessibility.assertUsable(page);
    taken.click();
    page.waitForURL(Pattern.compile("#/runs/" + other + "$"));
    assertThat(page.locator("h1")).hasText("Laid over it");
  }

  private String id() {
    return job.get("id").asString();
  }

  private Page shown() {
    return browser.visit("#/runs/" + id());
  }

  private static Locator copy(Page page, String form) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Copy as " + form).setExact(true));
  }

  private static Locator said(Page page) {
    return page.locator(".takeaway [role=status].good");
  }

  private static String clipboard(Page page) {
    return (String) page.evaluate("navigator.clipboard.readText()");
  }
}
