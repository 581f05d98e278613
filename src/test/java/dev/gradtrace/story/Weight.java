package dev.gradtrace.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;

/**
 * What a page has fetched until it showed its first chart, or, without one, until now. Each address
 * counts once: how often a page asks whether a run is over is up to the machine.
 */
final class Weight {

  private static final int MOST_BYTES = 400_000;

  private static final String BYTES =
      """
      (() => {
        const [chart] = performance.getEntriesByName("first-chart");
        const fetched = ["navigation", "resource"]
          .flatMap(type => performance.getEntriesByType(type))
          .filter(({startTime}) => !chart || startTime < chart.startTime)
          .map(({name, transferSize}) => [name, transferSize]);
        return [...new Map(fetched.toReversed())].map(([name, size]) => `${size} ${name}`);
      })()
      """;

  private Weight() {}

  /** As it is transferred, by a page that was opened for this alone. */
  static void assertLight(Page page) {
    List<?> answers = (List<?>) page.evaluate(BYTES);
    assertThat(answers.stream().mapToInt(answer -> bytes((String) answer)).sum())
        .as("%s", answers)
        .isBetween(100_000, MOST_BYTES);
  }

  /** The bytes of an answer stand before its address. */
  private static int bytes(String answer) {
    return Integer.parseInt(answer.substring(0, answer.indexOf(' ')));
  }
}
