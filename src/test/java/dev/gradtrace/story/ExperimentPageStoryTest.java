package dev.gradtrace.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.gradtrace.story.Locators.field;
import static dev.gradtrace.story.Locators.has;
import static dev.gradtrace.story.Locators.width;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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
  void isPrintedWithTheNumbersOfItsHeatMapAndTheHeadsOfItsFigures() {
    Page page = visit();
    Print.assertDarkOnWhite(page);
    assertThat(page.locator(".heat td button").first()).isVisible();
    assertThat(page.locator(".figures .sort").first()).isVisible();
    assertThat(page.getByText("CSV")).isHidden();
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
  void aStretchOfAnAxisKeepsTheCellsWithinInAllThatIsShown() {
    Page page = visit();
    Locator beside = page.locator(".parallel .cell-line.beside");
    Locator rows = page.locator(".figures tbody tr");
    field(page, "activation, from").focus();
    page.keyboard().press("ArrowRight");
    assertThat(beside).hasCount(3);
    assertThat(rows).hasCount(3);
    assertThat(page.locator(".heat button").filter(has("–"))).hasCount(3);
    assertThat(page.getByText("3 of 6 cells lie within the ranges.")).isVisible();
    assertThat(field(page, "activation, from")).isFocused();
    page.waitForURL(Pattern.compile("ranges="));
    page.reload();
    assertThat(rows).hasCount(3);
    page.getByText("Clear the ranges").click();
    assertThat(rows).hasCount(6);

    BoundingBox axis =
        Objects.requireNonNull(page.locator(".parallel .grip").first().boundingBox());
    double x = axis.x + axis.width / 2;
    page.mouse().move(x, axis.y + 2);
    page.mouse().down();
    page.mouse().move(x, axis.y + axis.height * 0.3);
    page.mouse().up();
    assertThat(rows).hasCount(2);
    assertThat(rows.first()).containsText("learning rate 1,");
    page.mouse().click(x, axis.y + axis.height / 2);
    assertThat(rows).hasCount(6);
  }

  @Test
  void aFurtherFactorIsAveragedOverOrHeld() {
    ObjectNode wider = (ObjectNode) Service.json(EXPERIMENT);
    wider
        .withArray("factors")
        .addObject()
        .put("pointer", "/batchSize")
        .putArray("values")
        .add(10)
        .add(20);
    String id = service.post("/v1/experiments", wider, 201).get("id").asString();
    JsonNode compared =
        Await.until(
            "the experiment ends",
            Duration.ofMinutes(3),
            () -> service.read("/v1/experiments/" + id + "/comparison"),
            it -> it.get("cells").valueStream().allMatch(c -> c.get("succeeded").asInt() == 2));
    Page page = browser.visit("#/experiments/" + id, 360, 780);
    assertThat(page.locator(".averaged")).hasText("Averaged over 2 values of batch size. ");
    Locator place = page.locator(".heat button").first();
    assertThat(place).containsText("mean of 2 cells");
    field(page, "with batch size").selectOption("20");
    assertThat(page.locator(".averaged")).hasText("With batch size 20.");
    double alone = compared.at("/cells/1/figures/trainingLoss/mean").asDouble();
    assertThat(place).containsText(String.format(Locale.ROOT, "%.3g", alone));
    assertThat(page.getByText("no result yet")).hasCount(0);
    page.waitForURL(Pattern.compile("held="));
    assertThat(width(page)).isLessThanOrEqualTo(360);
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
