package dev.gradtrace.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.gradtrace.story.Locators.field;
import static dev.gradtrace.story.Locators.width;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** An experiment on the page: over its factors, at a step, sorted and filtered. */
@InBrowser
class ExperimentPageStoryTest {

  private static final String EXPERIMENT =
      """
      {'name': 'rates', 'seeds': [1, 2],
       'base': {'network': {'inputs': 2, 'layers': [{'units': 4, 'activation': 'tanh'},
           {'units': 1, 'activation': 'sigmoid'}]}, 'cost': 'binary_cross_entropy',
         'dataset': {'generator': {'name': 'moons', 'samples': 60, 'noise': 0.1}},
         'optimizer': {'name': 'sgd', 'learningRate': 0.1}, 'batchSize': 20, 'epochs': 4},
       'factors': [
         {'pointer': '/optimizer/learningRate', 'values': [0.01, 0.1, 1]},
         {'pointer': '/network/layers/0/activation', 'values': ['tanh', 'relu']}]}
      """;

  @LocalServerPort private int port;

  private Browser browser;
  private Service service;
  private String experiment;

  @BeforeAll
  void open() {
    service = new Service(port);
    experiment =
        service.post("/v1/experiments", Service.json(EXPERIMENT), 201).get("id").asString();
    Await.until(
        "the experiment ends",
        Duration.ofMinutes(3),
        () -> service.read("/v1/experiments/" + experiment),
        it -> it.get("status").asString().equals("succeeded"));
  }

  private Page visit() {
    return visit(1280);
  }

  private Page visit(int width) {
    Page page = browser.visit("#/experiments/" + experiment, width, 900);
    assertThat(page.locator(".heat")).isVisible();
    return page;
  }

  private JsonNode comparison(String query) {
    return service.read("/v1/experiments/" + experiment + "/comparison" + query);
  }

  @Test
  void twoFactorsMakeAHeatMapThatTheKeyboardWalksAndEnters() {
    Page page = visit();
    Locator places = page.locator(".heat button");
    assertThat(places).hasCount(6);
    assertThat(page.locator(".heat thead th"))
        .hasText(new String[] {"learning rate ↓ activation →", "tanh", "relu"});
    assertThat(places.first()).containsText("±");
    places.first().focus();
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowRight");
    assertThat(places.nth(3)).isFocused();
    page.keyboard().press("Enter");
    page.waitForURL(Pattern.compile("#/runs/[^,]+,[^,]+$"));
  }

  @Test
  void rowsAndColumnsAndTheNumberAreChosenAndTheAddressKeepsThem() {
    Page page = visit();
    field(page, "downwards").selectOption("/network/layers/0/activation");
    assertThat(page.locator(".heat tbody tr")).hasCount(2);
    field(page, "Number").selectOption("first:deltaLog10");
    assertThat(page.locator(".heat caption")).containsText("deltaLog10 of the first layer");
    page.waitForURL(Pattern.compile("quantity=first"));
    page.reload();
    assertThat(page.locator(".heat caption")).containsText("deltaLog10 of the first layer");
    assertThat(page.locator(".heat tbody tr")).hasCount(2);
  }

  @Test
  void everyCellIsALineOfParallelCoordinates() {
    Page page = visit();
    assertThat(page.locator(".parallel .cell-line")).hasCount(6);
    assertThat(page.locator(".parallel"))
        .hasAttribute("aria-label", Pattern.compile("6 cells over learning rate, activation,"));
  }

  @Test
  void aLayerMetricIsThatOfTheStepThatIsAskedFor() {
    String at = "/cells/5/layers/0/metrics/deltaLog10/mean";
    double first = comparison("").at(at).asDouble();
    double last = comparison("?step=12").at(at).asDouble();
    assertThat(last).isNotEqualTo(first);
    assertThat(comparison("?step=1").at(at).asDouble()).isEqualTo(first);
    assertThat(comparison("?step=99999").at(at).asDouble()).isEqualTo(last);
    assertThat(service.get("/v1/experiments/" + experiment + "/comparison?step=0").statusCode())
        .isEqualTo(422);
    Page page = visit();
    field(page, "Number").selectOption("first:deltaLog10");
    String before = page.locator(".heat button").last().innerText();
    field(page, "at step").fill("12");
    field(page, "at step").press("Enter");
    page.waitForURL(Pattern.compile("step=12"));
    assertThat(page.locator(".heat button").last()).not().hasText(before);
  }

  @Test
  void cellsAreFilteredAndSorted() {
    Page page = visit();
    field(page, "Cells with").fill("relu");
    assertThat(page.getByText("3 of 6")).isVisible();
    assertThat(field(page, "Cells with")).isFocused();
    assertThat(page.locator(".figures tbody tr")).hasCount(3);
    Locator head =
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("training loss"));
    head.click();
    assertThat(page.locator("th[aria-sort=ascending]")).hasCount(1);
    assertThat(page.locator(".figures tbody th").first()).containsText("learning rate 1,");
    head.click();
    assertThat(page.locator(".figures tbody th").first()).containsText("learning rate 0.01,");
    page.waitForURL(Pattern.compile("filter=relu.*sort=-trainingLoss"));
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 1280})
  void anyoneCanUseIt(int width) {
    Page page = visit(width);
    Accessibility.assertUsableInBothThemes(page);
    assertThat(width(page)).isLessThanOrEqualTo(width);
  }
}
