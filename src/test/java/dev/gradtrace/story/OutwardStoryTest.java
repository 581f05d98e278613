package dev.gradtrace.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.gradtrace.story.Locators.button;
import static dev.gradtrace.story.Locators.has;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.gradtrace.outgoing.Receiver;
import dev.gradtrace.web.mlflow.MlflowStandIn;
import dev.gradtrace.web.token.TokenLines;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** What goes from the page to other servers, and the end of a run that is trained elsewhere. */
@InBrowser
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class OutwardStoryTest {

  private static final String[] WILL = {"Authorization", "Bearer " + TokenLines.WRITER};

  private static final String JOB =
      """
      {'network': {'inputs': 2, 'layers': [{'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'quadratic', 'dataset': {'id': 'xor'}, 'epochs': 3, 'optimizer': {'name': 'sgd'}%s}
      """;

  private static final String OBSERVED =
      """
      {'name': 'theirs', 'network': {'inputs': 2, 'layers': [{'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'quadratic', 'batch': {'inputs': [[0, 1], [1, 1]], 'targets': [[1], [0]]}}
      """;

  @TempDir private static Path folder;

  @LocalServerPort private int port;
  private Browser browser;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) throws IOException {
    TokenLines.require(settings, folder);
    settings.add("gradtrace.outgoing.allowed", () -> "127.0.0.1");
  }

  @BeforeEach
  void expectRefusals() {
    browser.expectRefusals();
  }

  @Test
  void aServerIsToldOfAJobFromTheLabAndNoLinkSaysSo() {
    try (Receiver receiver = Receiver.answering(204)) {
      Page page = signedIn("#/lab", TokenLines.WRITER);
      page.getByText("News to a server").press("Enter");
      Locator address = page.getByLabel("address that is told");
      address.fill("http://10.0.0.1/news");
      button(page, "Run").click();
      assertThat(address).isFocused();
      assertThat(page.locator("[data-pointer='/notify/url'] > .fault")).containsText("own network");
      Accessibility.assertUsable(page);
      address.fill(receiver.url("/news"));
      page.getByLabel("finding").check();
      assertThat(page.url()).doesNotContain("news");
      button(page, "Run").click();
      page.waitForURL(Pattern.compile("#/runs/"));
      Locator news = page.getByLabel("News", exactly());
      assertThat(news).containsText("http://127.0.0.1:" + receiver.port());
      assertThat(news).containsText("finished, failed, finding");
      Locator told = news.getByRole(AriaRole.ROW);
      assertThat(told.filter(has("finished"))).containsText("delivered");
      assertThat(told.filter(has("finished"))).containsText("204");
      assertThat(receiver.received()).isNotEmpty();
      Accessibility.assertUsableInBothThemes(page);
    }
  }

  @Test
  void aServerIsToldOfAnExperiment() {
    try (Receiver receiver = Receiver.answering(204)) {
      Page page = signedIn("#/lab?preset=initialisation", TokenLines.WRITER);
      page.getByText("News to a server").press("Enter");
      page.getByLabel("address that is told").fill(receiver.url("/news"));
      button(page, "Run the experiment").click();
      page.waitForURL(Pattern.compile("#/experiments/"));
      String id = page.url().replaceFirst(".*#/experiments/([^?]*).*", "$1");
      String path = "/v1/experiments/" + id;
      JsonNode experiment = Service.body(new Service(port).get(path, WILL), 200);
      assertThat(experiment.at("/notify/origin").asString())
          .isEqualTo("http://127.0.0.1:" + receiver.port());
      new Service(port).post(path + "/cancel", "", WILL);
    }
  }

  @Test
  void aRunThatIsTrainedElsewhereIsFinishedByWhoeverMay() {
    JsonNode run = created("/v1/observed-runs", OBSERVED);
    String view = "#/runs/observed:" + run.get("id").asString();
    Page readers = signedIn(view, TokenLines.READER);
    finish(readers);
    assertThat(readers.getByRole(AriaRole.ALERT)).containsText("role");
    Accessibility.assertUsable(readers);
    assertThat(status(run)).isEqualTo("running");
    Page writers = signedIn(view, TokenLines.WRITER);
    finish(writers);
    assertThat(writers.locator(".standing .status")).containsText("succeeded");
    assertThat(button(writers, "Finish")).isHidden();
    assertThat(writers.locator(".standing")).isFocused();
    assertThat(status(run)).isEqualTo("succeeded");
  }

  private static void finish(Page page) {
    button(page, "Finish").press("Enter");
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("It takes no more points");
    assertThat(dialog.getByText("Cancel")).isFocused();
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
  }

  private String status(JsonNode run) {
    String path = run.at("/links/self").asString();
    return Service.body(new Service(port).get(path, WILL), 200).get("status").asString();
  }

  @Test
  void aRunIsWrittenToMlflowAndTheAnswerIsALink() {
    String id = created("/v1/observed-runs", OBSERVED).get("id").asString();
    try (Receiver mlflow = MlflowStandIn.start()) {
      Page page = signedIn("#/runs/observed:" + id, TokenLines.WRITER);
      page.getByText("Write to MLflow").press("Enter");
      Locator uri = page.getByLabel("Tracking URI");
      uri.fill("http://10.0.0.1/");
      uri.press("Enter");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("/trackingUri");
      Accessibility.assertUsable(page);
      uri.fill(mlflow.url("/mlflow"));
      page.getByLabel("Experiment there").fill("tried");
      button(page, "Write").click();
      String address = mlflow.url("/mlflow/#/experiments/7/runs/r1");
      assertThat(page.locator(".takeaway form [role=status] a")).hasAttribute("href", address);
      Accessibility.assertUsable(page);
      Page readers = signedIn("#/runs/observed:" + id, TokenLines.READER);
      readers.getByText("Write to MLflow").click();
      readers.getByLabel("Tracking URI").fill(mlflow.url("/mlflow"));
      button(readers, "Write").click();
      assertThat(readers.getByRole(AriaRole.ALERT)).containsText("role");
    }
  }

  @Test
  void whatWasToldOfARunStandsOnItsPage() {
    try (Receiver receiver = Receiver.answering(503)) {
      String notify =
          ", 'notify': {'url': '%s', 'events': ['finished']}".formatted(receiver.url("/secret"));
      String id = created("/v1/training-jobs", JOB.formatted(notify)).get("id").asString();
      Page page = signedIn("#/runs/" + id, TokenLines.READER);
      Locator row = page.getByLabel("News", exactly()).getByRole(AriaRole.ROW).last();
      assertThat(row).containsText("pending");
      assertThat(row).containsText("503");
      assertThat(page.locator("main")).not().containsText("secret");
    }
  }

  private JsonNode created(String path, String body) {
    HttpResponse<String> answer = new Service(port).post(path, Service.json(body).toString(), WILL);
    return Service.body(answer, 201);
  }

  private Page signedIn(String fragment, String token) {
    Page page = browser.visit(fragment);
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("Token", new Locator.GetByLabelOptions().setExact(true)).fill(token);
    page.keyboard().press("Enter");
    assertThat(dialog).hasCount(0);
    return page;
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }
}
