package dev.gradtrace.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An installed Chromium. Whatever a page logs as an error, whatever it asks of another host, and
 * every request that is not a GET is written down.
 */
final class Browser implements AutoCloseable {

  /** {@link #isTried}, for {@code @EnabledIf}. */
  static final String TRIED = "dev.gradtrace.story.Browser#isTried";

  static final String MISSING = "No Chromium is installed: the page is not tried.";

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  /** A browser of tests runs as root in containers and talks to nobody of its own accord. */
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /** How long a busy machine may take until something is there, in milliseconds. */
  private static final double PATIENCE_MILLIS = 30_000;

  /** What Chromium logs of such answers. */
  private static final String REFUSAL = "the server responded with a status of 4";

  /** What it logs where the service has too much to do: the page asks again. */
  private static final String BUSY = "the server responded with a status of 503";

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final String address;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> posts = new ArrayList<>();
  private boolean refused;

  private Browser(Path executable, String address) {
    this.address = address;
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    chromium =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS));
  }

  /** Whether tests that want a browser are run: where there is one, or must be one. */
  static boolean isTried() {
    return Installed.ALL_REQUIRED || Installed.firstOf(NAMES).isPresent();
  }

  /** Starts it, for the pages of the service on a port. */
  static Browser open(int port) {
    Path executable =
        Installed.firstOf(NAMES)
            .orElseThrow(
                () ->
                    new AssertionError("No Chromium is installed; the PATH has none of " + NAMES));
    return new Browser(executable, "http://localhost:" + port + "/");
  }

  /** A page of someone who has not been here before. */
  Page visit(String fragment) {
    return visit(fragment, 1280, 900);
  }

  /** A page on a screen of a size in CSS pixels. */
  Page visit(String fragment, int width, int height) {
    BrowserContext visitor =
        chromium.newContext(
            new NewContextOptions().setViewportSize(width, height).setAcceptDownloads(true));
    visitor.grantPermissions(List.of("clipboard-read", "clipboard-write"));
    Page page = visitor.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onRequest(
        request -> {
          String url = request.url();
          if (!url.startsWith(address) && !url.startsWith("data:") && !url.startsWith("blob:")) {
            complaints.add("asked for " + url);
          }
          if (!request.method().equals("GET")) {
            posts.add(request.method() + " " + URI.create(url).getPath());
          }
        });
    page.navigate(address + fragment);
    return page;
  }

  /** Closes all pages, so that none complains or computes any longer. */
  void leave() {
    List.copyOf(chromium.contexts()).forEach(BrowserContext::close);
  }

  /** Fails if a page has complained since the last time. */
  void assertQuiet() {
    List<String> heard =
        complaints.stream()
            .filter(text -> !text.contains(BUSY))
            .filter(text -> !(refused && text.contains(REFUSAL)))
            .toList();
    complaints.clear();
    refused = false;
    assertThat(heard).isEmpty();
  }

  /** Method and path of what pages have sent, other than GET, since the last time. */
  List<String> takePosts() {
    List<String> sent = List.copyOf(posts);
    posts.clear();
    return sent;
  }

  /** Takes it, until somebody asserts, that refusals are provoked. */
  void expectRefusals() {
    refused = true;
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
