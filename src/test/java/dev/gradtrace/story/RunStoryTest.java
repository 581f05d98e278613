package dev.gradtrace.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.gradtrace.story.Locators.has;
import static dev.gradtrace.story.Locators.width;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the page shows of a run: the diagnosis in a line, one step and layer in all charts. */
@InBrowser
class RunStoryTest {

  /** Eight layers that hand hardly anything down, and learn if they are fewer. */
  private static final String DEEP =
      """
      {'name': 'Eight sigmoid layers',
       'network': {'inputs': 4, 'layers': [{'units': 8, 'activation': 'sigmoid', 'repeat': 8},
                                           {'units': 3, 'activation': 'sigmoid'}]},
       'cost': 'quadratic', 'dataset': {'id': 'iris'}, 'validationFraction': 0.3,
       'optimizer': {'name': 'sgd', 'learningRate': 0.5}, 'batchSize': 10, 'epochs': 5, 'seed': 1}
      """;

  private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
      new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

  private static final LocatorAssertions.IsVisibleOptions IN_TIME =
      new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

  private static final String ALL_DRAWN =
      """
      () => [...document.querySelectorAll(".chart")]
        .filter(it => !it.closest("[hidden]"))
        .every(it => it.querySelector("canvas"))
      """;

  private static final String MARKED_LAYERS =
      """
      wanted =>
        [...document.querySelectorAll("tr.marked")].map(it => it.dataset.layer).join() === wanted
      """;

  @LocalServerPort private int port;

  private Browser browser;
  private String job;

  @BeforeAll
  void train() {
    job = new Service(port).train(Service.json(DEEP)).get("id").asString();
  }

  @Test
  void oneLineSaysWhatIsWrongWhatIsInVainAndWhatHelps() {
    Page page = shown("");
    Locator line = line(page);
    assertThat(line)
        .containsText(
            Pattern.compile(
                "vanishing gradient in layers 1–8: another cost .*will not help; .+ will"));
    assertThat(page.locator(".run-side")).isHidden();
    page.getByText("Whole diagnosis").click();
    assertThat(page.locator(".finding").first()).isVisible();
    assertThat(page).hasURL(Pattern.compile("diagnosis=open"));
    line.getByText("try it").click();
    page.waitForURL(Pattern.compile("#/runs/[^,]+,[^,]+$"));
  }

  @Test
  void theRemedyGoesIntoTheLab() {
    Page page = shown("");
    line(page).getByText("into the Lab").click();
    page.waitForURL(Pattern.compile("#/lab\\?spec="));
    assertThat(page.getByText("fits").first()).isVisible(IN_TIME);
  }

  @Test
  void theKeysGoThroughTheHeatMapAndAllChartsFollow() {
    Page page = shown("");
    page.getByText("One step in numbers").click();
    assertThat(page.locator(".one-step tbody tr")).hasCount(9);
    Locator heat = page.locator(".heat").first();
    heat.focus();
    for (String key : new String[] {"ArrowRight", "ArrowRight", "ArrowDown"}) {
      heat.press(key);
    }
    assertThat(page.locator(".heat .tip").first()).containsText("step 3, layer 8");
    assertThat(page.locator(".stepper input"))
        .hasAttribute("aria-valuetext", Pattern.compile("step 3,"));
    assertThat(page.getByText("of each layer at step 3")).isVisible();
    assertThat(page.locator(".one-step .muted[role=status]")).containsText("Step 3,");
    page.waitForFunction(MARKED_LAYERS, "8");
    page.waitForURL(Pattern.compile("step=3&layer=8"));
    Page again = browser.visit(page.url().replaceFirst("^[^#]*", ""));
    assertThat(again.getByText("of each layer at step 3")).isVisible(IN_TIME);
  }

  @Test
  void whatThePointerIsOverIsShownInAllChartsAndNotKept() {
    Page page = shown("");
    page.getByText("One step in numbers").click();
    assertThat(page.locator(".one-step tbody tr")).hasCount(9);
    Locator profile = page.locator("figure").filter(has("of each layer at step")).locator(".chart");
    profile.scrollIntoViewIfNeeded();
    page.waitForFunction(ALL_DRAWN);
    profile.hover();
    page.waitForFunction(MARKED_LAYERS, "5");
    page.mouse().move(1, 1);
    page.waitForFunction(MARKED_LAYERS, "");
    assertThat(page.url()).doesNotContain("layer=");
  }

  @Test
  void theTableOfAStepIsSortedAndCopied() {
    Page page = shown("?step=1");
    page.getByText("One step in numbers").click();
    Locator head = page.getByRole(AriaRole.COLUMNHEADER).filter(has("delta norm"));
    head.getByRole(AriaRole.BUTTON).click();
    assertThat(head).hasAttribute("aria-sort", "ascending");
    assertThat(head.getByRole(AriaRole.BUTTON)).isFocused();
    page.getByText("Copy as CSV").click();
    assertThat(page.locator(".one-step .good[role=status]")).containsText("copied");
    String[] lines = ((String) page.evaluate("navigator.clipboard.readText()")).split("\r\n");
    assertThat(lines[0]).startsWith("layer,");
    assertThat(lines).hasSize(10);
    int column = Arrays.asList(lines[0].split(",")).indexOf("deltaNorm");
    assertThat(Arrays.stream(lines).skip(1).map(line -> line.split(",", -1)[column]))
        .map(Double::valueOf)
        .isSorted();
  }

  @Test
  void chartsOutOfSightAreDrawnForAPictureOfTheWholePageAndForPrint() {
    Page page = shown("");
    page.waitForFunction(ALL_DRAWN);
    page.evaluate("document.querySelector('link[media=print]').media = 'all'");
    assertThat(page.locator(".finding").first()).isVisible();
    assertThat(page.getByText("Whole diagnosis")).isHidden();
  }

  @Test
  void theDarkThemeIsPrintedDarkOnWhiteAndComesBack() {
    Page page = shown("");
    page.waitForFunction(ALL_DRAWN);
    Print.assertDarkOnWhite(page);
  }

  @Test
  void anyoneCanUseIt() {
    Page page = shown("?diagnosis=open");
    page.getByText("One step in numbers").click();
    assertThat(page.locator(".one-step tbody tr")).hasCount(9);
    Accessibility.assertUsableInBothThemes(page);
    Page phone = browser.visit("#/runs/" + job + "?diagnosis=open", 360, 780);
    assertThat(line(phone)).containsText("vanishing", PATIENTLY);
    phone.waitForFunction(ALL_DRAWN);
    assertThat(width(phone)).isEqualTo(360);
  }

  private Page shown(String query) {
    Page page = browser.visit("#/runs/" + job + query);
    assertThat(line(page)).containsText("vanishing gradient", PATIENTLY);
    return page;
  }

  private static Locator line(Page page) {
    return page.locator(".headline-line");
  }
}
