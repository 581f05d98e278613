package dev.gradtrace.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.gradtrace.story.Locators.button;
import static dev.gradtrace.story.Locators.field;
import static dev.gradtrace.story.Locators.has;
import static dev.gradtrace.story.Locators.waitUntil;
import static dev.gradtrace.story.Locators.width;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.RouteOptions;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.LoadState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page, in a real browser; skipped where there is none. */
@InBrowser
@Order(1)
class PageStoryTest {

  private static final String PICTURES = "gradtrace.pictures";
  private static final int PICTURE_WIDTH = 1440;
  private static final int PICTURE_HEIGHT = 1000;

  private static final Path KERAS =
      Path.of("src/test/resources/interchange/keras/keras3_sequential.json");

  private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
      new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

  private static final LocatorAssertions.HasCountOptions LONG_RUNS =
      new LocatorAssertions.HasCountOptions().setTimeout(60_000);

  private static final LocatorAssertions.HasAttributeOptions LONG_READING =
      new LocatorAssertions.HasAttributeOptions().setTimeout(60_000);

  private static final Pattern BOTH_OUTPUTS =
      Pattern.compile(
          "quadratic: from 0\\.982 to 0\\.2.*binary_cross_entropy: from 0\\.982 to 0\\.01");

  private static final Locator.FilterOptions SO_FAR =
      new Locator.FilterOptions().setHasText("(so far)");

  /**
   * What a view shows once the service has answered: whether the design fits, or a list, or a
   * lesson.
   */
  private static final String ANSWERED =
      ".validity span, .scroll:not([hidden]) .archive, nav[aria-label^=Pages] p, .course, .lesson-page";

  /** The address follows the form with a pause. */
  private static final String ADDRESS_HAS_EPOCHS =
      """
      async epochs => {
        const {expanded} = await import("/json/compact.js");
        const spec = new URLSearchParams(location.hash.split("?")[1]).get("spec");
        return spec !== null && (await expanded(spec)).body.epochs === epochs;
      }
      """;

  /** Whether every chart in sight is drawn and nothing has moved for some frames. */
  private static final String STILL =
      """
      async () => {
        const frame = () => new Promise(requestAnimationFrame);
        const places = () =>
          [...document.querySelectorAll("main *")].map(it => it.getBoundingClientRect().top).join();
        const inSight = ({top, bottom}) => bottom > 0 && top < innerHeight;
        const before = places();
        for (let i = 0; i < 10; i += 1) {
          await frame();
        }
        return before === places()
          && [...document.querySelectorAll(".chart")]
            .filter(it => inSight(it.getBoundingClientRect()))
            .every(it => it.querySelector("canvas"));
      }
      """;

  private static final String PAPER_LIKE_INK =
      """
      async () => {
        const {ink} = await import("/charts/palette.js");
        return ink("paper") === ink("ink");
      }
      """;

  private Browser browser;

  @Test
  void theSaturatedNeuronIsOneClickAwayFromTwoCurvesThatDiffer() {
    Page page = browser.visit("");
    card(page, "The saturated neuron").click();
    assertThat(field(page, "cost").first()).hasValue("quadratic");
    button(page, "Run").click();
    page.waitForURL(Pattern.compile("#/runs/[^,]+,[^,]+$"));
    Locator output = chart(page, "^Output over epochs\\.");
    assertThat(output).isVisible(PATIENTLY);
    assertThat(output).hasAttribute("aria-label", BOTH_OUTPUTS, LONG_READING);
    assertThat(text(page, "learning slowdown")).isVisible(PATIENTLY);
    assertThat(output.locator("canvas, svg").first()).isVisible();
  }

  @Test
  void aHundredLayersAreOneClickAwayFromAHeatMapAndADiagnosis() {
    Page page = browser.visit("");
    card(page, "A hundred layers, two costs").click();
    assertThat(text(page, "The decay does not change")).isVisible(PATIENTLY);
    button(page, "Run").click();
    page.waitForURL(Pattern.compile("#/runs/"));
    Locator heatMap = chart(page, "of 101 layers at \\d+ recorded steps");
    assertThat(heatMap).isVisible(PATIENTLY);
    assertThat(text(page, "vanishing gradient")).isVisible(PATIENTLY);
  }

  @Test
  void aDiagnosisIsWaitedForWhileTheServiceHasTooMuchToDo() {
    Page page = browser.visit("");
    FulfillOptions busy =
        new FulfillOptions()
            .setStatus(503)
            .setHeaders(Map.of("Retry-After", "1"))
            .setContentType("application/problem+json")
            .setBody("{\"detail\": \"Too much to do.\"}");
    page.route("**/diagnosis", route -> route.fulfill(busy), new RouteOptions().setTimes(2));
    card(page, "The saturated neuron").click();
    button(page, "Run").click();
    assertThat(text(page, "learning slowdown")).isVisible(PATIENTLY);
  }

  @Test
  void aTableOfOnesOwnIsTrainedOn() {
    Page page = browser.visit("#/lab");
    page.getByLabel("built in or stored").check();
    page.getByLabel("Drop or choose a CSV file")
        .setInputFiles(
            new FilePayload(
                "flowers.csv",
                "text/csv",
                "width,height,kind\n1.5,2,a\n1.25,1,b\n0.5,3,a\n0.75,2,b\n"
                    .getBytes(StandardCharsets.UTF_8)));
    button(page, "Upload").click();
    assertThat(text(page, "4 samples, 2 features, 2 classes")).isVisible(PATIENTLY);
    button(page, "Run").click();
    page.waitForURL(Pattern.compile("#/runs/"));
    assertThat(text(page, "succeeded")).isVisible(PATIENTLY);
  }

  @Test
  void aTableSaysHowItIsUnderstoodAndIsPutRightBeforeItIsKept() {
    browser.expectRefusals();
    Page page = browser.visit("#/lab");
    page.getByLabel("built in or stored").check();
    page.getByLabel("Drop or choose a CSV file")
        .setInputFiles(
            new FilePayload(
                "measured.csv",
                "text/csv",
                "load;span;verdict\n12,5;3,5;holds\n15,0;4,0;breaks\n11,2;;holds\n"
                    .getBytes(StandardCharsets.UTF_8)));
    assertThat(text(page, "choose “missing values drop their rows”")).isVisible(PATIENTLY);
    page.getByLabel("missing values").selectOption("drop_rows");
    assertThat(text(page, "cells between semicolons, decimal commas")).isVisible(PATIENTLY);
    assertThat(text(page, "1 row left out")).isVisible(PATIENTLY);
    button(page, "Upload").click();
    assertThat(text(page, "2 samples, 2 features, 2 classes")).isVisible(PATIENTLY);
  }

  @Test
  void aNetworkOfKerasFillsTheForm() {
    Page page = browser.visit("#/lab");
    text(page, "Import from Keras, ONNX or PyTorch").click();
    page.getByLabel("model.to_json()").setInputFiles(KERAS);
    assertThat(field(page, "inputs")).hasValue("784");
    assertThat(field(page, "units").first()).hasValue("128");
    assertThat(field(page, "activation").first()).hasValue("relu");
  }

  @Test
  void aRateIsFoundAndPutIntoTheFormByOneClick() {
    Page page = browser.visit("#/lab");
    field(page, "learning rate").fill("7");
    button(page, "Find a rate").click();
    assertThat(chart(page, "^Loss over the learning rate")).isVisible(PATIENTLY);
    for (String suggestion : List.of("valley", "steepest", "minimum tenth", "sharpness")) {
      assertThat(page.getByRole(AriaRole.ROWHEADER).filter(has(suggestion))).isVisible();
    }
    Locator use =
        page.getByRole(AriaRole.ROW)
            .filter(has("(recommended)"))
            .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Use "));
    String rate = use.innerText().replace("Use ", "");
    Accessibility.assertUsable(page);
    use.click();
    assertThat(field(page, "learning rate")).isFocused();
    assertThat(field(page, "learning rate")).hasValue(rate);
  }

  @Test
  void whatIsWrongIsSaidAtItsField() {
    browser.expectRefusals();
    Page page = browser.visit("#/lab");
    Locator units = field(page, "units").first();
    units.fill("0");
    button(page, "Run").click();
    assertThat(units).hasAttribute("aria-invalid", "true");
    assertThat(units).hasAccessibleDescription(Pattern.compile("must lie between 1 and"));
    assertThat(units).isFocused();
    assertThat(page).hasURL(Pattern.compile("#/lab"));
  }

  @Test
  void aLinkRestoresEveryChoice() {
    Page teacher = browser.visit("#/lab");
    field(teacher, "units").first().fill("17");
    field(teacher, "activation").first().selectOption("gelu");
    field(teacher, "learning rate").fill("0.0625");
    field(teacher, "epochs").fill("7");
    assertThat(text(teacher, "fits")).isVisible(PATIENTLY);
    waitUntil(teacher, ADDRESS_HAS_EPOCHS, 7);
    Page student = browser.visit((String) teacher.evaluate("location.hash"));
    assertThat(field(student, "units").first()).hasValue("17");
    assertThat(field(student, "activation").first()).hasValue("gelu");
    assertThat(field(student, "learning rate")).hasValue("0.0625");
    assertThat(field(student, "epochs")).hasValue("7");
  }

  @Test
  void theKeyboardIsEnough() {
    Page page = browser.visit("");
    assertThat(card(page, "The saturated neuron")).isVisible();
    focusByTab(page, "The saturated neuron");
    page.keyboard().press("Enter");
    assertThat(field(page, "cost").first()).hasValue("quadratic");
    focusByTab(page, "Run");
    page.keyboard().press("Enter");
    page.waitForURL(Pattern.compile("#/runs/"));
    Locator slider = page.getByRole(AriaRole.SLIDER).first();
    assertThat(slider).isVisible(PATIENTLY);
    slider.focus();
    page.keyboard().press("Home");
    assertThat(slider).hasValue("0");
    page.keyboard().press("End");
    assertThat(slider).not().hasValue("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#/lab",
        "#/jobs",
        "#/experiments",
        "#/lab?preset=hundred-relu-layers",
        "#/learn",
        "#/learn/cross-entropy"
      })
  void anyoneCanUseIt(String fragment) {
    Page page = browser.visit(fragment);
    settle(page);
    Accessibility.assertUsableInBothThemes(page);
  }

  @ParameterizedTest
  @ValueSource(strings = {"#/lab", "#/jobs", "#/experiments", "#/learn", "#/learn/skips"})
  void nothingStandsBesideTheScreen(String fragment) {
    Page page = browser.visit(fragment, 360, 800);
    settle(page);
    for (int width : new int[] {360, 1280, 1920}) {
      page.setViewportSize(width, 800);
      page.waitForFunction("width => innerWidth === width", width);
      assertThat(width(page)).isLessThanOrEqualTo(width);
    }
  }

  @Test
  void picturesTellPaperFromInkWhereColoursAreForced() {
    Page page = browser.visit("#/jobs");
    page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
    assertThat(page.evaluate(PAPER_LIKE_INK)).isEqualTo(false);
  }

  @Test
  void whatIsNotThereIsSaid() {
    browser.expectRefusals();
    Page page = browser.visit("#/runs/nobody");
    assertThat(page.getByRole(AriaRole.ALERT).first()).isVisible(PATIENTLY);
    assertThat(page).hasTitle("Nothing to show · Gradtrace");
    assertThat(page.locator("h1")).hasText("Nothing to show");
  }

  @Test
  void whoComesBackIsWhereTheyLeft() {
    Page page = browser.visit("#/learn", 1280, 300);
    assertThat(page.locator(".course").first()).isVisible();
    page.evaluate("scrollTo(0, 400)");
    page.evaluate("location.hash = '#/jobs'");
    assertThat(page).hasTitle("Jobs · Gradtrace");
    assertThat(page.evaluate("scrollY")).isEqualTo(0);
    page.goBack();
    page.waitForFunction("() => scrollY === 400");
  }

  @Test
  void eachViewHasItsTitleAndLosesItWhenItIsLeft() {
    Page page = browser.visit("#/lab");
    assertThat(page).hasTitle("Lab · Gradtrace");
    for (String view : List.of("Experiments", "Jobs")) {
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(view)).click();
      assertThat(page).hasTitle(view + " · Gradtrace");
    }
    page.goBack();
    assertThat(page).hasTitle("Experiments · Gradtrace");
  }

  /** {@code -Dgradtrace.pictures=src/docs/pictures} takes those of the README again. */
  @Test
  @EnabledIfSystemProperty(named = PICTURES, matches = ".+")
  void isPictured() {
    Page page = browser.visit("", PICTURE_WIDTH, PICTURE_HEIGHT);
    card(page, "The saturated neuron").click();
    button(page, "Run").click();
    assertThat(chart(page, "^Output over epochs")).isVisible(PATIENTLY);
    assertThat(text(page, "learning slowdown")).isVisible(PATIENTLY);
    awaitEnd(page);
    picture(page, page.getByRole(AriaRole.HEADING).first(), "page-neuron.png");

    page.navigate(page.url().replaceFirst("#.*", ""));
    card(page, "A hundred layers, two costs").click();
    assertThat(text(page, "The decay does not change")).isVisible(PATIENTLY);
    picture(page, page.locator(".lab-sides"), "page-look.png");

    button(page, "Run").click();
    assertThat(text(page, "vanishing gradient")).isVisible(PATIENTLY);
    awaitEnd(page);
    picture(page, text(page, "Where the gradient was lost"), "page-layers.png");
  }

  /** Waits until the service has answered what a view asks of it at first. */
  private static void settle(Page page) {
    assertThat(page.locator(ANSWERED).first()).isVisible(PATIENTLY);
    page.waitForLoadState(LoadState.NETWORKIDLE);
  }

  /** Waits until two variants have ended and their last diagnoses have been read. */
  private static void awaitEnd(Page page) {
    assertThat(page.locator(".status.succeeded")).hasCount(2, LONG_RUNS);
    assertThat(page.locator(".verdict").filter(SO_FAR)).hasCount(0, LONG_RUNS);
  }

  /** What a screen shows that begins shortly above a place. */
  private static void picture(Page page, Locator top, String name) {
    waitUntil(page, STILL, null);
    top.evaluate("place => scrollBy(0, place.getBoundingClientRect().top - 20)");
    waitUntil(page, STILL, null);
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of(System.getProperty(PICTURES), name)));
  }

  /** Presses Tab until what is named so has the focus. */
  private static void focusByTab(Page page, String name) {
    for (int i = 0; i < 150; i++) {
      page.keyboard().press("Tab");
      String focused = (String) page.evaluate("document.activeElement.innerText");
      if (focused != null && focused.strip().startsWith(name)) {
        return;
      }
    }
    throw new AssertionError("Tab does not lead to " + name);
  }

  private static Locator card(Page page, String title) {
    return page.getByText(title, new Page.GetByTextOptions().setExact(true));
  }

  private static Locator text(Page page, String text) {
    return page.getByText(text).first();
  }

  private static Locator chart(Page page, String summary) {
    return page.getByRole(
            AriaRole.IMG, new Page.GetByRoleOptions().setName(Pattern.compile(summary)))
        .first();
  }
}
