package dev.gradtrace.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.gradtrace.web.token.TokenLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The page where everybody sees only what they created, as two of them see it. */
@InBrowser
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class OwnOnlyStoryTest {

  private static final String NETWORK =
      "{'inputs': 2, 'layers': [{'units': 1, 'activation': 'sigmoid'}]}";

  private static final String JOB =
      "{'name': '%s', 'network': "
          + NETWORK
          + ", 'cost': 'quadratic', 'dataset': {'id': 'xor'}, 'epochs': 2,"
          + " 'optimizer': {'name': 'sgd', 'learningRate': 0.5}}";

  private static final String EXPERIMENT =
      "{'name': '%s', 'base': "
          + JOB
          + ", 'factors': [{'pointer': '/cost', 'values': ['quadratic']}]}";

  private static final String OBSERVED =
      "{'name': '%s', 'network': "
          + NETWORK
          + ", 'cost': 'quadratic', 'batch': {'inputs': [[0, 1]], 'targets': [[1]]}}";

  private static final String DATASET =
      "{'name': '%s', 'inputs': [[0, 0], [1, 0]], 'targets': [[0], [1]]}";

  @TempDir private static Path folder;

  @LocalServerPort private int port;
  private Browser browser;
  private Belongings will;
  private Belongings wanda;

  /** What somebody created, by its ids. */
  private record Belongings(
      String token, String name, String job, String experiment, String observed, String dataset) {}

  @DynamicPropertySource
  static void tokens(DynamicPropertyRegistry settings) throws IOException {
    Path file = Files.writeString(folder.resolve("tokens"), TokenLines.ALL);
    settings.add("gradtrace.security.tokens-file", file::toString);
    settings.add("gradtrace.security.own-only", () -> true);
  }

  @BeforeEach
  void create() {
    browser.expectRefusals();
    will = belongings(TokenLines.WRITER, "of will");
    wanda = belongings(TokenLines.OTHER_WRITER, "of wanda");
  }

  private Belongings belongings(String token, String name) {
    return new Belongings(
        token,
        name,
        created(token, "/v1/training-jobs", JOB.formatted(name)),
        created(token, "/v1/experiments", EXPERIMENT.formatted(name, name)),
        created(token, "/v1/observed-runs", OBSERVED.formatted(name)),
        created(token, "/v1/datasets", DATASET.formatted(name)));
  }

  private String created(String token, String path, String body) {
    String json = Service.json(body).toString();
    return Service.body(new Service(port).post(path, json, "Authorization", "Bearer " + token), 201)
        .get("id")
        .asString();
  }

  private Page visit(Belongings who, String fragment) {
    Page page = browser.visit(fragment);
    page.getByRole(AriaRole.DIALOG)
        .getByLabel("Token", new Locator.GetByLabelOptions().setExact(true))
        .fill(who.token);
    page.keyboard().press("Enter");
    return page;
  }

  @Test
  void listsAndChoicesHaveWhatIsOnesOwn() {
    assertSeesOnly(will, wanda);
    assertSeesOnly(wanda, will);
  }

  private void assertSeesOnly(Belongings who, Belongings other) {
    Page page = visit(who, "#/jobs");
    assertLinks(page, who.job, other.job);
    assertLinks(page, who.observed, other.observed);
    page.evaluate("() => { location.hash = '#/experiments'; }");
    assertLinks(page, who.experiment, other.experiment);
    page.evaluate("() => { location.hash = '#/lab'; }");
    Locator choices = page.locator("main option");
    assertThat(choices.filter(containing(who.name))).not().hasCount(0);
    assertThat(choices.filter(containing(other.name))).hasCount(0);
  }

  private static Locator.FilterOptions containing(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static void assertLinks(Page page, String own, String others) {
    assertThat(page.locator("main a[href*='" + own + "']").first()).isVisible();
    assertThat(page.locator("main a[href*='" + others + "']")).hasCount(0);
  }

  /** In the words for what nobody ever had. */
  @ParameterizedTest
  @CsvSource({
    "runs/, job, There is no training job with this id.",
    "runs/observed:, observed, There is no observed run with this id.",
    "experiments/, experiment, There is no experiment with this id."
  })
  void aLinkToWhatIsAnothersLeadsNowhere(String view, String kind, String told) {
    String theirs =
        switch (kind) {
          case "job" -> wanda.job;
          case "observed" -> wanda.observed;
          default -> wanda.experiment;
        };
    for (String id : new String[] {theirs, "none"}) {
      Page page = visit(will, "#/" + view + id);
      assertThat(page.locator("main").getByRole(AriaRole.ALERT)).containsText(told);
      assertThat(page.locator("main")).not().containsText(wanda.name);
    }
    assertThat(visit(wanda, "#/" + view + theirs).locator("main")).containsText(wanda.name);
  }
}
