package dev.gradtrace.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.gradtrace.story.Locators.button;
import static dev.gradtrace.story.Locators.field;
import static dev.gradtrace.story.Locators.image;
import static dev.gradtrace.story.Locators.width;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The Lab: what somebody designs, and what it shows at once. */
@InBrowser
class LabStoryTest {

  private static final Pattern OF_THE_LOOK = Pattern.compile("/v1/gradients$");

  private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
      new LocatorAssertions.IsVisibleOptions().setTimeout(120_000);

  private static final LocatorAssertions.ContainsTextOptions PATIENT_READING =
      new LocatorAssertions.ContainsTextOptions().setTimeout(120_000);

  @LocalServerPort private int port;

  private Browser browser;

  @ParameterizedTest
  @ValueSource(ints = {1200, 1920})
  void onAWideScreenDesignAndResultStandSideBySide(int width) {
    Page page = browser.visit("#/lab", width, 900);
    BoundingBox design = box(page.locator("form.lab"));
    BoundingBox result = box(page.locator(".stage"));
    assertThat(result.x).isGreaterThanOrEqualTo(design.x + design.width);
    assertThat(Math.abs(result.y - design.y)).isLessThan(50);
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 1100})
  void onANarrowScreenOneStandsBelowTheOther(int width) {
    Page page = browser.visit("#/lab", width, 800);
    BoundingBox design = box(page.locator("form.lab"));
    BoundingBox result = box(page.locator(".stage"));
    assertThat(design.y).isGreaterThanOrEqualTo(result.y + result.height);
    assertThat(width(page)).isLessThanOrEqualTo(width);
  }

  @Test
  void theGradientFollowsWhatIsTyped() {
    Page page = browser.visit("#/lab");
    Locator way = image(page, "The gradient’s way .* Measured: .* in layer 3\\. Foreseen");
    assertThat(way).isVisible();
    field(page, "repeat ×").first().fill("30");
    assertThat(image(page, "Measured: .* in layer 31\\. Foreseen: .* in layer 31")).isVisible();
    page.getByLabel("none (forecast only)").check();
    assertThat(image(page, "layer, log₁₀ ‖δ‖\\. Foreseen: .* in layer 31\\.")).isVisible();
    assertThat(page.getByText("there are no data to measure on")).isVisible();
  }

  @Test
  void isLookedAtAsItWasWhenItWasFoundToFit() {
    Page page = browser.visit("#/lab");
    assertThat(image(page, "Measured: .* in layer 3\\.")).isVisible();
    List<Route> held = new ArrayList<>();
    page.route("**/v1/networks/validate", held::add);
    field(page, "repeat ×").first().fill("5");
    page.waitForCondition(() -> !held.isEmpty());
    page.getByLabel("built in or stored").check();
    page.unroute("**/v1/networks/validate");
    held.forEach(Route::resume);
    assertThat(page.getByText("The network does not fit: it has 2 inputs")).isVisible();
    assertThat(page.getByText("The design does not fit yet.")).isVisible();
  }

  @Test
  void aNumberIsDraggedWithOneRequestOnItsWayAtATime() {
    Page page = browser.visit("#/lab");
    Locator units = field(page, "units").first();
    assertThat(image(page, "Measured")).isVisible(PATIENTLY);
    AtomicInteger onTheirWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    page.onRequest(
        request -> {
          if (OF_THE_LOOK.matcher(request.url()).find()) {
            most.accumulateAndGet(onTheirWay.incrementAndGet(), Math::max);
          }
        });
    page.onRequestFinished(request -> count(request.url(), onTheirWay));
    page.onRequestFailed(request -> count(request.url(), onTheirWay));
    Locator label = page.locator("label.scrub", new Page.LocatorOptions().setHasText("units"));
    BoundingBox at = box(label.first());
    page.mouse().move(at.x + 2, at.y + 4);
    page.mouse().down();
    for (int moved = 3; moved <= 60; moved += 3) {
      page.mouse().move(at.x + 2 + moved, at.y + 4);
      page.waitForTimeout(20);
    }
    page.mouse().up();
    assertThat(units).hasValue("18");
    assertThat(page.locator(".diagram .count").nth(1)).hasText("18");
    assertThat(page.locator(".validity")).containsText("415 parameters");
    assertThat(most).hasValue(1);
    units.press("ArrowDown");
    assertThat(units).hasValue("17");
  }

  private static void count(String url, AtomicInteger onTheirWay) {
    if (OF_THE_LOOK.matcher(url).find()) {
      onTheirWay.decrementAndGet();
    }
  }

  @Test
  void blocksNormsAndDropoutAreBuiltAndDrawn() {
    Page page = browser.visit("#/lab");
    button(page, "Add a residual block").click();
    assertThat(image(page, "^Network of 2 inputs and 5 layers.* 1 residual block\\.")).isVisible();
    assertThat(page.locator(".validity")).containsText("fits · 5 layers");
    button(page, "Add a layer to the block").click();
    assertThat(image(page, "^Network of 2 inputs and 6 layers")).isVisible();
    field(page, "normalisation of the block").selectOption("layer_norm");
    page.locator(".layers summary").first().click();
    field(page, "dropout").first().fill("0.25");
    assertThat(
            image(page, "1 residual block\\. Normalised: 1 of the columns\\. With dropout: 2 of"))
        .isVisible();
    assertThat(page.locator(".diagram")).containsText("drops 0.25");
    assertThat(page.locator(".validity")).containsText("fits · 6 layers");
    assertThat(image(page, "Measured: .* in layer 6")).isVisible();
    Accessibility.assertUsableInBothThemes(page);
  }

  @Test
  void whatWasDoneIsUndoneAndDoneAgainAndTheAddressKeepsStep() {
    Page page = browser.visit("#/lab");
    Locator epochs = field(page, "epochs");
    Locator undo = page.getByLabel("Undo (Ctrl+Z)");
    Locator redo = page.getByLabel("Redo (Ctrl+Shift+Z)");
    assertThat(undo).hasAttribute("aria-disabled", "true");
    button(page, "Add a layer").click();
    epochs.fill("7");
    page.waitForURL(Pattern.compile("spec="));
    epochs.press("Control+z");
    assertThat(epochs).hasValue("40");
    assertThat(epochs).isFocused();
    assertThat(field(page, "units")).hasCount(3);
    undo.click();
    assertThat(field(page, "units")).hasCount(2);
    page.waitForURL(Pattern.compile("#/lab$"));
    assertThat(undo).hasAttribute("aria-disabled", "true");
    redo.press("Enter");
    assertThat(field(page, "units")).hasCount(3);
    page.waitForURL(Pattern.compile("spec="));
    String withoutEpochs = page.url();
    page.keyboard().press("Control+Shift+z");
    assertThat(epochs).hasValue("7");
    assertThat(field(page, "units")).hasCount(3);
    assertThat(redo).hasAttribute("aria-disabled", "true");
    page.waitForURL(url -> url.contains("spec=") && !url.equals(withoutEpochs));
    page.reload();
    assertThat(field(page, "epochs")).hasValue("7");
    assertThat(field(page, "units")).hasCount(3);
  }

  @Test
  void aNewcomerWatchesANetworkLearnAndLeavesNothingBehind() {
    Page page = browser.visit("");
    Locator standing = page.locator(".standing");
    browser.takePosts();
    button(page, "One step").click();
    assertThat(standing).containsText("step 1 of 600 · epoch 1 of 40", PATIENT_READING);
    assertThat(page.locator(".diagram image")).hasCount(2 + 8 + 8 + 1);
    assertThat(page.locator(".diagram .edge[style]")).hasCount(2 * 8 + 8 * 8 + 8);
    assertThat(image(page, "^The network’s answer over both inputs")).isVisible();
    button(page, "One epoch").click();
    assertThat(standing).containsText("step 15 of 600", PATIENT_READING);
    String unit = page.locator(".diagram image").last().getAttribute("href");
    page.getByLabel("speed").selectOption("most");
    button(page, "▶ Play").click();
    button(page, "❚❚ Pause").click();
    assertThat(button(page, "▶ Play")).isVisible();
    button(page, "▶ Play").click();
    assertThat(standing).containsText("Ended (completed) · step 600 of 600", PATIENT_READING);
    assertThat(standing).containsText(Pattern.compile("validation accuracy (9\\d|100)"));
    assertThat(page.locator(".diagram image").last()).not().hasAttribute("href", unit);
    assertThat(image(page, "^Loss over 40 epochs\\. Training: from 0\\.7")).isVisible();
    Accessibility.assertUsableInBothThemes(page);
    assertThat(browser.takePosts())
        .contains("POST /v1/training-steps")
        .noneMatch(sent -> sent.matches("POST /v1/(training-jobs|datasets|experiments)"));
  }

  @Test
  void whoPlaysWhileAnEpochIsOnItsWayHasItGoOnAfterwards() {
    Page page = browser.visit("");
    List<Route> held = new ArrayList<>();
    page.route("**/v1/training-steps", held::add);
    page.getByLabel("speed").selectOption("most");
    button(page, "One epoch").click();
    page.waitForCondition(() -> !held.isEmpty());
    button(page, "▶ Play").click();
    page.unroute("**/v1/training-steps");
    held.forEach(Route::resume);
    assertThat(page.locator(".standing"))
        .containsText("Ended (completed) · step 600 of 600", PATIENT_READING);
  }

  @Test
  void aRateCountsFromWhereItIsChangedAndAnotherNetworkStartsOver() {
    Page page = browser.visit("#/lab");
    Locator standing = page.locator(".standing");
    button(page, "One epoch").click();
    assertThat(standing).containsText("step 15 of 600", PATIENT_READING);
    field(page, "learning rate").fill("0.1");
    button(page, "One step").click();
    assertThat(standing).containsText("step 16 of 600", PATIENT_READING);
    field(page, "units").first().fill("4");
    assertThat(standing).containsText("Watch it learn");
    assertThat(page.locator(".diagram image")).hasCount(0);
    button(page, "One step").click();
    assertThat(standing).containsText("step 1 of 600", PATIENT_READING);
    button(page, "Start over").click();
    assertThat(standing).containsText("step 0 of 600", PATIENT_READING);
  }

  @Test
  void isPrintedWithItsNetworkAndItsCharts() {
    Page page = browser.visit("");
    button(page, "One epoch").click();
    assertThat(page.locator(".standing")).containsText("step 15 of 600", PATIENT_READING);
    button(page, "Look before training").click();
    assertThat(page.locator(".results .chart canvas").first()).isVisible();
    Print.assertDarkOnWhite(page);
    assertThat(image(page, "^The network’s answer over both inputs")).isVisible();
    assertThat(field(page, "learning rate")).isVisible();
    assertThat(page.locator(".gallery")).isHidden();
  }

  @Test
  void onThePhoneItLearnsToo() {
    Page page = browser.visit("#/lab", 360, 740);
    button(page, "One epoch").click();
    assertThat(page.locator(".standing")).containsText("step 15 of 600", PATIENT_READING);
    assertThat(width(page)).isLessThanOrEqualTo(360);
    Accessibility.assertUsable(page);
  }

  @Test
  void aRunThatWasGivenItsManyParametersStartsFromThemAgain() {
    Service service = new Service(port);
    ObjectNode body =
        (ObjectNode)
            Service.json(
                """
                {'network': {'inputs': 64, 'layers': [{'units': 20, 'activation': 'tanh'},
                                                      {'units': 10, 'activation': 'softmax'}]},
                 'cost': 'categorical_cross_entropy', 'dataset': {'id': 'digits'},
                 'optimizer': {'name': 'sgd', 'learningRate': 0.1}, 'epochs': 1}
                """);
    String first = service.train(body).get("id").asString();
    JsonNode given = service.read("/v1/training-jobs/" + first + "/parameters");
    body.set("parameters", given);
    body.put("name", "From the weights of another");
    service.train(body);
    Page page = browser.visit("#/jobs");
    page.getByRole(AriaRole.ROW)
        .filter(new Locator.FilterOptions().setHasText("From the weights of another"))
        .getByText("open in the Lab")
        .click();
    page.waitForURL(Pattern.compile("#/lab\\?spec="));
    assertThat(page.locator(".validity .good")).isVisible(PATIENTLY);
    field(page, "learning rate").fill("0.05");
    button(page, "Run").click();
    page.waitForURL(Pattern.compile("#/runs/[^,]+$"));
    String again = page.url().replaceFirst(".*#/runs/", "");
    JsonNode start = service.read("/v1/training-jobs/" + again + "/parameters?at=start");
    assertThat(start).isEqualTo(given);
  }

  @Test
  void withoutDataItSaysWhyItDoesNotLearn() {
    Page page = browser.visit("#/lab");
    page.getByLabel("none (forecast only)").check();
    button(page, "▶ Play").click();
    assertThat(page.getByRole(AriaRole.ALERT)).hasText("There are no data to learn from.");
  }

  private static BoundingBox box(Locator element) {
    assertThat(element).isVisible();
    return Objects.requireNonNull(element.boundingBox());
  }
}
