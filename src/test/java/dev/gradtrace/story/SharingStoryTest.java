package dev.gradtrace.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.node.ObjectNode;

/** A run as one file without a network, and its charts in frames of other pages. */
@InBrowser
@Timeout(300)
class SharingStoryTest {

  private static final String HOSTILE =
      "</title><script>alert(1)</script><img src=x onerror=alert(2)>\"'&";

  private static final String JOB =
      """
      {'network': {'inputs': 4, 'layers': [{'units': 8, 'activation': 'sigmoid', 'repeat': 8},
                                           {'units': 3, 'activation': 'sigmoid'}]},
       'cost': 'quadratic', 'dataset': {'id': 'iris'}, 'validationFraction': 0.3,
       'optimizer': {'name': 'sgd', 'learningRate': 0.5}, 'batchSize': 10, 'epochs': 5, 'seed': 1}
      """;

  private static final int FEW_MEGABYTES = 4_000_000;

  private static final HttpServer ELSEWHERE = served();

  private static final String FRAME =
      """
      source => new Promise(resolve => {
        const frame = document.createElement("iframe");
        frame.title = "A chart";
        frame.onload = () => resolve(true);
        frame.src = source;
        document.body.append(frame);
      })
      """;

  @TempDir Path folder;

  @LocalServerPort private int port;

  private Service service;
  private Browser browser;
  private String job;

  private static HttpServer served() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            byte[] page = "<!doctype html><title>Elsewhere</title><body>".getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String origin(String host) {
    return "http://" + host + ".localhost:" + ELSEWHERE.getAddress().getPort();
  }

  @DynamicPropertySource
  static void allow(DynamicPropertyRegistry settings) {
    settings.add("gradtrace.security.embed-origins", () -> origin("blog"));
  }

  @BeforeAll
  void train() {
    service = new Service(port);
    ObjectNode body = (ObjectNode) Service.json(JOB);
    job = service.train(body.put("name", HOSTILE)).get("id").asString();
  }

  @BeforeEach
  void expectStrangers() {
    browser.expectStrangers();
  }

  @AfterAll
  void stop() {
    ELSEWHERE.stop(0);
  }

  @Test
  void oneFileOpensFromDiskWithTheNetworkOff() throws IOException {
    byte[] file = service.bytes("/v1/training-jobs/" + job + "/export?format=html");
    assertThat(file).hasSizeLessThan(FEW_MEGABYTES);
    String html = new String(file, UTF_8);
    assertThat(html).doesNotContain("<script").doesNotContain("<img").doesNotContain("src=\"http");
    Path saved = Files.write(folder.resolve("run.html"), file);
    Page page = browser.visit("#/jobs");
    // What the list still asks for would fail once the network is off.
    page.navigate("about:blank");
    List<String> errors = new ArrayList<>();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            errors.add(message.text());
          }
        });
    page.onDialog(dialog -> errors.add(dialog.message()));
    page.context().setOffline(true);
    page.navigate(saved.toUri().toString());
    assertThat(page).hasTitle(HOSTILE);
    assertThat(page.locator("h1")).hasText(HOSTILE);
    assertThat(page.locator("svg.picture")).hasCount(4);
    for (int i = 0; i < 4; i++) {
      assertThat(page.locator("svg.picture").nth(i)).isVisible();
    }
    assertThat(page.locator(".headline")).isVisible();
    assertThat(page.locator("table").nth(1)).containsText("quadratic");
    Accessibility.assertUsable(page);
    page.evaluate("document.documentElement.dataset.theme = 'dark'");
    Accessibility.assertUsable(page);
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
    assertThat(saved(page, "Everything as JSON"))
        .contains("\"lossCurve\":")
        .contains("\"gradientTrace\":")
        .contains(job);
    assertThat(saved(page, "Loss curve as CSV")).startsWith("kind,step,epoch,loss,");
    assertThat(saved(page, "Gradient trace as CSV"))
        .startsWith("step,epoch,loss,slopePerLayer")
        .contains("weightGradientNorm");
    assertThat(errors).isEmpty();
  }

  private static String saved(Page page, String link) throws IOException {
    Download download = page.waitForDownload(() -> page.getByText(link).click());
    return Files.readString(download.path());
  }

  @Test
  void chartsAreShownInFramesOfAllowedOriginsAlone() {
    String chart = "http://localhost:" + port + "/embed/training-jobs/" + job;
    Page blog = browser.visit("#/jobs");
    blog.navigate(origin("blog"));
    blog.evaluate(FRAME, chart + "/heat_map?theme=dark");
    FrameLocator frame = blog.frameLocator("iframe");
    assertThat(frame.locator("svg.picture")).isVisible();
    assertThat(frame.locator("figcaption")).containsText("9 layers at");
    assertThat(frame.locator("html")).hasAttribute("data-theme", "dark");
    String front = "http://localhost:" + port + "/";
    blog.evaluate(FRAME, front);
    assertThat(blog.frames().get(2).url()).isNotEqualTo(front);
    Page stranger = browser.visit("#/jobs");
    stranger.navigate(origin("stranger"));
    stranger.evaluate(FRAME, chart + "/loss_curve");
    assertThat(stranger.frames().get(1).url()).isNotEqualTo(chart + "/loss_curve");
  }

  @Test
  void everyChartIsAPageThatAnyoneCanUse() {
    for (String chart : new String[] {"loss_curve", "gradient_profile", "waterfall", "heat_map"}) {
      for (String theme : new String[] {"light", "dark"}) {
        Page page =
            browser.visit("embed/training-jobs/" + job + "/" + chart + "?theme=" + theme, 480, 360);
        assertThat(page.locator("svg.picture")).isVisible();
        Accessibility.assertUsable(page);
      }
    }
  }

  @Test
  void whatThereIsNotIsRefused() {
    String path = "/embed/training-jobs/" + job;
    HttpResponse<String> chart = service.get(path + "/pie");
    assertThat(Service.text(chart, 400)).contains("loss_curve").contains("/chart");
    assertThat(Service.text(service.get(path + "/heat_map?theme=pink"), 400)).contains("dark");
    assertThat(chart.headers().firstValue("Content-Security-Policy").orElseThrow())
        .endsWith("frame-ancestors 'self' " + origin("blog"));
    assertThat(service.get("/embed/training-jobs/nobody/heat_map").statusCode()).isEqualTo(404);
    assertThat(service.get("/").headers().firstValue("X-Frame-Options")).contains("DENY");
  }
}
