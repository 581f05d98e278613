package dev.gradtrace.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Set;

/** What axe finds of a page. */
final class Accessibility {

  private static final Set<String> GRAVE = Set.of("serious", "critical");

  private Accessibility() {}

  /** Fails if something keeps people from using the page as it stands, in light or in dark. */
  static void assertUsableInBothThemes(Page page) {
    assertUsable(page);
    page.getByLabel("Light or dark").click();
    assertUsable(page);
  }

  /** Fails if something keeps people from using the page as it stands. */
  static void assertUsable(Page page) {
    List<Rule> grave =
        new AxeBuilder(page)
            .setLegacyMode(true).options(violations()).analyze().getViolations().stream()
                .filter(rule -> GRAVE.contains(rule.getImpact()))
                .toList();
    assertThat(grave)
        .extracting(rule -> rule.getId() + " " + rule.getNodes().get(0).getHtml())
        .isEmpty();
  }

  /** Whatever is as it should be needs no description. */
  private static AxeRunOptions violations() {
    AxeRunOptions options = new AxeRunOptions();
    options.setResultTypes(List.of("violations"));
    return options;
  }
}
