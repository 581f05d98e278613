package dev.gradtrace.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An installed Chromium, for one story. Whatever a page logs as an error, whatever it asks of
 * another host, and every request that is not a GET is written down.
 */
final class Browser {

  /** How long a busy machine may take until something is there, in milliseconds. */
  static final double PATIENCE_MILLIS = 120_000;

  /** What Chromium logs of such answers. */
  private static final String REFUSAL = "the server responded with a status of 4";

  /** What it logs where the service has too much to do: the page asks again. */
  private static final String BUSY = "the server responded with a status of 503";

  private final com.microsoft.playwright.Browser chromium;
  private final String address;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> posts = new ArrayList<>();
  private final Set<BrowserContext> kept = new HashSet<>();
  private boolean refused;
  private boolean strange;

  /** One for the pages of the service at an address. */
  Browser(com.microsoft.playwright.Browser chromium, String address) {
    this.chromium = chromium;
    this.address = address;
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
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
            complaints.add(message.text() + " " + message.location());
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

  /** Leaves a page open for the tests to come. */
  Page keep(Page page) {
    kept.add(page.context());
    return page;
  }

  /** Closes all other pages, so that none complains or computes any longer. */
  void leave() {
    chromium.contexts().stream()
        .filter(visitor -> !kept.contains(visitor))
        .toList()
        .forEach(BrowserContext::close);
  }

  /** Fails if a page has complained since the last time. */
  void assertQuiet() {
    List<String> heard =
        complaints.stream()
            .filter(text -> !text.contains(BUSY))
            .filter(text -> !(refused && text.contains(REFUSAL)))
            .filter(text -> !strange)
            .toList();
    complaints.clear();
    refused = false;
    strange = false;
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

  /** Takes it, until somebody asserts, that pages of others are visited, which complain. */
  void expectStrangers() {
    strange = true;
  }

  /** Closes every page. */
  void end() {
    kept.clear();
    leave();
  }
}
