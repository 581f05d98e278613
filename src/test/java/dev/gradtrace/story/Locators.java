package dev.gradtrace.story;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/** What is on a page, as those who use it call it. */
final class Locators {

  private static final String WAITING =
      """
      async argument => {
        const condition = %s;
        const end = performance.now() + %s;
        while (!(await condition(argument))) {
          if (performance.now() > end) {
            throw new Error("Waited in vain");
          }
          await new Promise(resolve => setTimeout(resolve, 50));
        }
      }
      """;

  private Locators() {}

  static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, named(name).setExact(true));
  }

  static Locator field(Page page, String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  /** Pictures that a summary stands for. */
  static Locator image(Page page, String summary) {
    return page.getByRole(
        AriaRole.IMG, new Page.GetByRoleOptions().setName(Pattern.compile(summary)));
  }

  static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  static Locator.FilterOptions has(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  /**
   * Waits for an asynchronous condition, which {@link Page#waitForFunction} takes for met at once:
   * a promise is no false value.
   *
   * @param condition a function of the argument, in JavaScript
   */
  static void waitUntil(Page page, String condition, Object argument) {
    page.evaluate(WAITING.formatted(condition, Browser.PATIENCE_MILLIS), argument);
  }

  /** How far a page reaches to the right, in CSS pixels. */
  static int width(Page page) {
    return (int) page.evaluate("document.documentElement.scrollWidth");
  }
}
