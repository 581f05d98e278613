package dev.gradtrace.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.gradtrace.web.token.TokenLines;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The page and Swagger UI of a service that asks for tokens, in a real browser. */
@InBrowser
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class TokenStoryTest {

  private static final String JOB =
      """
      {"name": "mine", "network": {"inputs": 2, "layers": [{"units": 1, "activation": "sigmoid"}]},
       "cost": "quadratic", "dataset": {"id": "xor"}, "epochs": 200,
       "optimizer": {"name": "sgd", "learningRate": 0.5}}
      """;

  @TempDir private static Path folder;

  @LocalServerPort private int port;
  private Browser browser;

  @DynamicPropertySource
  static void tokens(DynamicPropertyRegistry settings) throws IOException {
    TokenLines.require(settings, folder);
  }

  @BeforeEach
  void expectRefusals() {
    browser.expectRefusals();
  }

  @Test
  void thePageAsksForATokenAndKeepsItInTheTab() {
    String job = submitted();
    Page page = browser.visit("#/jobs");
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    Locator field = dialog.getByLabel("Token", new Locator.GetByLabelOptions().setExact(true));
    assertThat(field).isFocused();
    assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
    field.fill("nobody");
    page.keyboard().press("Enter");
    assertThat(dialog.getByRole(AriaRole.ALERT)).containsText("does not take this token");
    assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
    field.fill(TokenLines.WRITER);
    page.keyboard().press("Enter");
    assertThat(dialog).hasCount(0);
    assertThat(page.locator("a[href*='" + job + "']").first()).isVisible();
    page.reload();
    assertThat(page.locator("a[href*='" + job + "']").first()).isVisible();
    assertThat(dialog).hasCount(0);
    assertSaves(page, job);
  }

  /** What a link alone cannot fetch is saved all the same, under the name of the service. */
  private static void assertSaves(Page page, String job) {
    page.evaluate("job => { location.hash = '#/runs/' + job; }", job);
    assertThat(page.locator("main")).containsText("succeeded");
    for (String[] file :
        new String[][] {{"ONNX", job + ".onnx"}, {"parameters", saved("parameters", job)}}) {
      Locator link =
          page.locator(".downloads a")
              .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + file[0] + "$")));
      Download download = page.waitForDownload(link::click);
      assertThat(download.suggestedFilename()).isEqualTo(file[1]);
      assertThat(download.failure()).isNull();
    }
  }

  private static String saved(String what, String job) {
    return what + "-" + job.toLowerCase(Locale.ROOT) + ".json";
  }

  @Test
  void whoeverTellsNoneIsToldWhy() {
    Page page = browser.visit("#/jobs");
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).isVisible();
    page.keyboard().press("Escape");
    assertThat(dialog).hasCount(0);
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("A token is asked for here");
    page.evaluate("() => { location.hash = '#/experiments'; }");
    assertThat(dialog).isVisible();
    dialog.getByText("Without").click();
    assertThat(dialog).hasCount(0);
  }

  @Test
  void swaggerUiSendsTheTokenItIsTold() {
    String job = submitted();
    Page page = browser.visit("swagger-ui/index.html");
    page.locator(".auth-wrapper button.authorize").click();
    page.locator(".auth-container input").fill(TokenLines.READER);
    page.locator(".auth-btn-wrapper button.authorize").click();
    page.locator(".auth-btn-wrapper button.btn-done").click();
    Locator list = page.locator("#operations-Train-listTrainingJobs");
    list.locator(".opblock-summary-control").click();
    list.locator("button.execute").click();
    assertThat(list.locator(".live-responses-table .response-col_status").last())
        .containsText("200");
    assertThat(list.locator(".live-responses-table")).containsText(job);
  }

  private String submitted() {
    Service service = new Service(port);
    HttpResponse<String> answer =
        service.post("/v1/training-jobs", JOB, "Authorization", "Bearer " + TokenLines.WRITER);
    return Service.body(answer, 201).get("id").asString();
  }
}
