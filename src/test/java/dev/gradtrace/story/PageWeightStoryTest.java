package dev.gradtrace.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** How much the page takes to show something, in what does not depend on how fast a machine is. */
@InBrowser
class PageWeightStoryTest {

  /** A pixel each, of a chart as wide as a screen. */
  private static final int MOST_POINTS = 1200;

  private static final int MOST_NODES = 1500;

  private static final String DIGITS =
      """
      {'network': {'inputs': 64, 'layers': [{'units': 30, 'activation': 'sigmoid'},
                                            {'units': 10, 'activation': 'sigmoid'}]},
       'cost': 'binary_cross_entropy', 'dataset': {'id': 'digits'}, 'validationFraction': 0.2,
       'optimizer': {'name': 'sgd', 'learningRate': 0.5}, 'batchSize': 20, 'epochs': 5}
      """;

  /** 490 steps, each recorded. */
  private static final String HUNDRED_LAYERS =
      """
      {'network': {'inputs': 4, 'layers': [{'units': 4, 'activation': 'sigmoid', 'repeat': 99},
                                           {'units': 3, 'activation': 'softmax'}]},
       'cost': 'categorical_cross_entropy', 'dataset': {'id': 'iris'},
       'optimizer': {'name': 'sgd', 'learningRate': 0.1}, 'batchSize': 15, 'epochs': 49,
       'trace': {'everySteps': 1, 'maxPoints': 500}}
      """;

  private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
      new LocatorAssertions.IsVisibleOptions().setTimeout(120_000);

  private static final String CHART = ".chart canvas";

  private static final String NODES = "document.querySelectorAll('*').length";

  /** Of the series with the most, in a chart that is drawn. */
  private static final String POINTS =
      """
      Math.max(...[...document.querySelectorAll(".chart")]
        .flatMap(it => echarts.getInstanceByDom(it)?.getOption().series ?? [])
        .map(({data}) => data.length))
      """;

  @LocalServerPort private int port;

  private Browser browser;

  @Test
  void theFirstChartOfARunComesSoon() {
    Page page = run(DIGITS);
    Weight.assertLight(page);
  }

  @Test
  void theFirstPictureOfTheLabComesSoon() {
    Page page = browser.visit("");
    assertThat(page.locator(".glance-of svg").first()).isVisible(PATIENTLY);
    Weight.assertLight(page);
  }

  @Test
  void aHundredLayersAtFiveHundredStepsAreNotMoreToDrawThanAFew() {
    Page page = run(HUNDRED_LAYERS);
    Weight.assertLight(page);
    Pattern allSteps = Pattern.compile("of 100 layers at 490 recorded steps");
    assertThat(page.locator(".heat canvas").first())
        .hasAttribute(
            "aria-label",
            allSteps,
            new LocatorAssertions.HasAttributeOptions().setTimeout(120_000));
    assertThat((int) page.evaluate(NODES)).isLessThan(MOST_NODES);
    assertThat((int) page.evaluate(POINTS)).isBetween(100, MOST_POINTS);
  }

  private Page run(String body) {
    String job = new Service(port).train(Service.json(body)).get("id").asString();
    Page page = browser.visit("#/runs/" + job);
    assertThat(page.locator(CHART).first()).isVisible(PATIENTLY);
    return page;
  }
}
