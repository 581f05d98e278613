package dev.gradtrace.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.gradtrace.story.Locators.width;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each lesson of the course, on a phone: what it says of its numbers is what the service measures.
 */
@InBrowser
@Order(1)
class LearnStoryTest {

  private static final Path COURSE = Path.of("src/main/resources/static/learn");

  private static final JsonMapper JSON = new JsonMapper();

  private static final int LESSONS = 15;

  private static final int PHONE = 360;

  private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
      new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

  private Browser browser;

  static List<String> slugs() {
    return JSON.readTree(COURSE.resolve("course.json").toFile())
        .valueStream()
        .map(entry -> entry.get("slug").asString())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("slugs")
  void measuresWhatItClaims(String slug) {
    JsonNode lesson = JSON.readTree(COURSE.resolve("lessons/" + slug + ".json").toFile());
    Page page = browser.visit("#/learn/" + slug, PHONE, 740);
    assertThat(page.locator(".why p").first()).isHidden();
    predict(page);
    assertThat(page.locator(".lesson-page code")).hasCount(0);
    page.locator(".prediction button").click();
    assertThat(page.locator(".measurement")).isVisible(PATIENTLY);
    assertThat(page.locator(".measurement h2")).isFocused();
    assertThat(page.locator(".why p").first()).isVisible();
    List<Locator> numbers = page.locator(".measurement td data").all();
    JsonNode measured = lesson.get("measured");
    assertThat(numbers).hasSize(measured.size());
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(Double.parseDouble(numbers.get(i).getAttribute("value")))
          .as("%s: %s", slug, measured.at("/" + i + "/what").asString())
          .isCloseTo(
              measured.at("/" + i + "/value").asDouble(),
              within(measured.at("/" + i + "/tolerance").asDouble()));
    }
    if (lesson.has("chart")) {
      assertThat(page.locator(".chart canvas").first()).isVisible(PATIENTLY);
      Weight.assertLight(page);
    }
    assertThat(page.locator(".katex").first()).isVisible(PATIENTLY);
    assertThat(width(page)).isLessThanOrEqualTo(PHONE);
    Accessibility.assertUsable(page);
    page.getByText("Open it in the Lab").click();
    assertThat(page.locator(".validity .good")).isVisible(PATIENTLY);
  }

  /** Says something: the first of the choices, or one step of the slider. */
  private static void predict(Page page) {
    Locator field = page.locator(".guess input").first();
    field.focus();
    page.keyboard().press("range".equals(field.getAttribute("type")) ? "ArrowRight" : "Space");
  }

  @Test
  void theCourseLeadsFromTheFrontPageThroughAllLessons() {
    List<String> slugs = slugs();
    assertThat(slugs).hasSize(LESSONS).doesNotHaveDuplicates();
    Page page = browser.visit("");
    page.getByText("Learn: fifteen questions").click();
    assertThat(page.locator(".course li")).hasCount(LESSONS);
    page.locator(".course a").first().click();
    for (String slug : slugs) {
      page.waitForURL("**/#/learn/" + slug);
      assertThat(page.locator(".prediction")).isVisible();
      if (!slug.equals(slugs.get(LESSONS - 1))) {
        page.locator("a[rel=next]").click();
      }
    }
    assertThat(page.locator("a[rel=next]")).hasCount(0);
  }

  @Test
  void isPrintedWithItsChartAndItsReason() {
    Page page = browser.visit("#/learn/early-layers");
    predict(page);
    page.locator(".prediction button").click();
    assertThat(page.locator(".measurement .chart canvas")).isVisible(PATIENTLY);
    page.locator(".why summary").click();
    assertThat(page.locator(".why p").first()).isHidden();
    Print.assertDarkOnWhite(page);
    assertThat(page.locator(".why p").first()).isVisible();
    assertThat(page.locator(".measurement .figure")).isVisible();
    assertThat(page.locator(".prediction button")).isHidden();
  }

  @Test
  void nothingIsRunBeforeAPrediction() {
    browser.takePosts();
    for (String slug : List.of("cross-entropy", "hundred-layers")) {
      Page page = browser.visit("#/learn/" + slug);
      page.locator(".prediction button").click();
      assertThat(page.locator(".guess input:invalid").first()).isVisible();
      page.waitForLoadState(LoadState.NETWORKIDLE);
    }
    assertThat(browser.takePosts()).isEmpty();
  }

  @Test
  void anUnknownLessonIsAProblem() {
    Page page = browser.visit("#/learn/..%2Fcourse");
    assertThat(page.locator(".problem")).containsText("There is no lesson");
  }
}
