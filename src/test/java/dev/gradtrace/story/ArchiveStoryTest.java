package dev.gradtrace.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.gradtrace.story.Locators.button;
import static dev.gradtrace.story.Locators.field;
import static dev.gradtrace.story.Locators.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Finding again what was trained, here and elsewhere, in a real browser. */
@InBrowser
class ArchiveStoryTest {

  private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
      new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

  private static final String NETWORK =
      "'network': {'inputs': 2, 'layers': [{'units': 2, 'activation': 'tanh'},"
          + " {'units': 1, 'activation': 'sigmoid'}]}, 'cost': 'quadratic'";
  private static final String JOB =
      "{"
          + NETWORK
          + ", 'name': '%s', 'dataset': {'id': 'xor'}, 'optimizer': {'name': 'sgd'}, 'epochs': 3}";
  private static final String OBSERVED =
      "{"
          + NETWORK
          + ", 'name': '%s', 'batch': {'inputs': [[0, 1], [1, 0]], 'targets': [[1], [0]]},"
          + " 'trace': {'distributions': ['weights'], 'curvature': true}}";

  @LocalServerPort private int port;

  private Browser browser;
  private Service service;

  @BeforeAll
  void open() {
    service = new Service(port);
  }

  @Test
  void aRunIsNamedNotedAndTaggedAndFoundByThese() {
    String word = "w" + UUID.randomUUID().toString().substring(0, 8);
    JsonNode job = service.post("/v1/training-jobs", Service.json(JOB.formatted("plain")), 201);
    service.finished(job.get("id").asString());
    Page page = browser.visit("#/runs/" + job.get("id").asString());
    button(page, "Edit name and notes").click();
    field(page, "Name").fill("the " + word + " run");
    field(page, "Notes").fill("first line\nsecond line");
    field(page, "Tags, one a line").fill(word + "-tag\nkept");
    button(page, "Save").click();
    assertThat(heading(page, "the " + word + " run")).isVisible();
    assertThat(page.getByText("second line")).isVisible();

    page.getByLabel("Tag " + word + "-tag").click();
    page.waitForURL(Pattern.compile("#/jobs\\?tag=" + word + "-tag$"));
    assertThat(page.locator("table.archive tbody tr")).hasCount(1);
    Locator narrowed = page.getByRole(AriaRole.BUTTON, named("remove this tag"));
    narrowed.click();
    assertThat(narrowed).hasCount(0);
    page.getByRole(AriaRole.SEARCHBOX).fill(word.toUpperCase(Locale.ROOT));
    button(page, "Find").click();
    page.waitForURL(Pattern.compile("#/jobs\\?q=W"));
    assertThat(page.getByRole(AriaRole.LINK, named("the " + word + " run")).first()).isVisible();
    Page again = browser.visit(page.url().replaceFirst("^[^#]*", ""));
    assertThat(again.getByRole(AriaRole.LINK, named("the " + word + " run")).first()).isVisible();
    assertThat(again.getByRole(AriaRole.SEARCHBOX)).hasValue(word.toUpperCase(Locale.ROOT));
  }

  @Test
  void anExperimentIsTaggedAndFound() {
    String word = "e" + UUID.randomUUID().toString().substring(0, 8);
    JsonNode made =
        service.post(
            "/v1/experiments",
            Service.json("{'base': " + JOB.formatted("cell") + ", 'name': 'grid'}"),
            201);
    Page page = browser.visit("#/experiments/" + made.get("id").asString());
    button(page, "Edit name and notes").click();
    field(page, "Tags, one a line").fill(word);
    button(page, "Save").click();
    page.getByLabel("Tag " + word).click();
    page.waitForURL(Pattern.compile("#/experiments\\?tag=" + word + "$"));
    assertThat(page.locator("table.archive tbody tr")).hasCount(1);
  }

  @Test
  void anObservedRunIsOpenedWhileItsPointsComeAndBesideAJob() {
    String word = "o" + UUID.randomUUID().toString().substring(0, 8);
    JsonNode run = service.post("/v1/observed-runs", Service.json(OBSERVED.formatted(word)), 201);
    String path = "/v1/observed-runs/" + run.get("id").asString();
    put(path, 0);
    put(path, 50);
    JsonNode job = service.post("/v1/training-jobs", Service.json(JOB.formatted(word)), 201);
    service.finished(job.get("id").asString());

    Page page = browser.visit("#/jobs?q=" + word);
    assertThat(heading(page, "Trained elsewhere")).isVisible();
    Locator row = page.locator("section tbody tr");
    assertThat(row).hasCount(1);
    row.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(word)).click();
    page.waitForURL(Pattern.compile("#/runs/observed:"));
    assertThat(page.getByText("last point at step 50")).isVisible(PATIENTLY);
    assertThat(chart(page, "of 2 layers at 2 recorded steps")).isVisible(PATIENTLY);
    put(path, 100);
    assertThat(page.getByText("last point at step 100")).isVisible(PATIENTLY);
    assertThat(chart(page, "of 2 layers at 3 recorded steps")).isVisible(PATIENTLY);
    button(page, "Whole diagnosis").click();
    for (String part : new String[] {"Curvature", "Distributions", "Diagnosis", "Take away"}) {
      assertThat(heading(page, part)).isVisible(PATIENTLY);
    }
    Service.body(service.post(path + "/finish", ""), 200);
    assertThat(page.locator(".status.succeeded")).isVisible(PATIENTLY);

    Page beside = browser.visit("#/jobs?q=" + word);
    assertThat(beside.locator("section tbody tr")).hasCount(1);
    Locator boxes = beside.getByRole(AriaRole.CHECKBOX);
    assertThat(boxes).hasCount(2);
    beside.setViewportSize(360, 780);
    beside.locator(".archive .status").all().forEach(ArchiveStoryTest::assertInSight);
    boxes.all().forEach(Locator::check);
    button(beside, "Compare 2 side by side").click();
    beside.waitForURL(Pattern.compile("#/runs/.*,.*"));
    assertThat(heading(beside, "2 variants side by side")).isVisible(PATIENTLY);
    assertThat(chart(beside, "^Loss: ")).isVisible(PATIENTLY);
    assertThat(beside.url()).contains("observed:");
  }

  private static void assertInSight(Locator badge) {
    assertThat(badge.boundingBox().x + badge.boundingBox().width).isLessThan(360);
  }

  private void put(String path, long step) {
    String body =
        "{'parameters': [{'weights': [[0.3, -0.5], [0.25, 0.%s5]], 'biases': [0.1, -0.1]},"
            + " {'weights': [[1, -1]], 'biases': [0]}], 'learningRate': 0.5}";
    Service.body(
        service.put(
            path + "/steps/" + step,
            "application/json",
            Service.json(body.formatted(step)).toString().getBytes(StandardCharsets.UTF_8)),
        200);
  }

  private static Locator heading(Page page, String name) {
    return page.getByRole(AriaRole.HEADING, named(name).setExact(true)).first();
  }

  private static Locator chart(Page page, String summary) {
    return page.getByRole(
            AriaRole.IMG, new Page.GetByRoleOptions().setName(Pattern.compile(summary)))
        .first();
  }
}
