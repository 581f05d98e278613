package dev.gradtrace.story;

import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.util.ReflectionUtils;

/**
 * Gives each story a {@link Browser} of its own in the field of that type. The processes behind
 * them, which belong to one story at a time, pass from story to story.
 */
final class Chromium implements TestInstancePostProcessor, AfterEachCallback {

  /** {@link #isTried}, for {@code @EnabledIf}. */
  static final String TRIED = "dev.gradtrace.story.Chromium#isTried";

  static final String MISSING = "No Chromium is installed: the page is not tried.";

  private static final Namespace STORIES = Namespace.create(Chromium.class);

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

  /** Whether tests that want a browser are run: where there is one, or must be one. */
  static boolean isTried() {
    return Installed.ALL_REQUIRED || Installed.firstOf(NAMES).isPresent();
  }

  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public void postProcessTestInstance(Object story, ExtensionContext context) throws Exception {
    Processes processes =
        context
            .getRoot()
            .getStore(STORIES)
            .computeIfAbsent(Processes.class, type -> new Processes(), Processes.class);
    String port =
        SpringExtension.getApplicationContext(context)
            .getEnvironment()
            .getRequiredProperty("local.server.port");
    Process process = processes.take();
    Browser browser = new Browser(process.chromium(), "http://localhost:" + port + "/");
    Store own = context.getStore(STORIES);
    own.put(Browser.class, browser);
    own.put(Process.class, (AutoCloseable) () -> processes.giveBack(process, browser));
    ReflectionUtils.doWithFields(
        story.getClass(),
        field -> {
          field.setAccessible(true);
          field.set(story, browser);
        },
        field -> field.getType() == Browser.class);
  }

  /** No page complains or computes any longer, and none has complained. */
  @Override
  public void afterEach(ExtensionContext context) {
    Browser browser = context.getStore(STORIES).get(Browser.class, Browser.class);
    browser.leave();
    browser.assertQuiet();
  }

  /** A driver and the Chromium that it drives: for one thread at a time. */
  private record Process(Playwright driver, com.microsoft.playwright.Browser chromium) {

    private static Process start() {
      Path executable =
          Installed.firstOf(NAMES)
              .orElseThrow(
                  () ->
                      new AssertionError(
                          "No Chromium is installed; the PATH has none of " + NAMES));
      Playwright driver =
          Playwright.create(
              new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      return new Process(
          driver,
          driver
              .chromium()
              .launch(new LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS)));
    }
  }

  /** All that were started: as many as there are stories at a time. */
  private static final class Processes implements AutoCloseable {

    private final List<Process> all = new ArrayList<>();
    private final Deque<Process> idle = new ArrayDeque<>();

    private synchronized Process take() {
      if (idle.isEmpty()) {
        Process started = Process.start();
        all.add(started);
        return started;
      }
      return idle.pop();
    }

    private synchronized void giveBack(Process process, Browser browser) {
      browser.end();
      idle.push(process);
    }

    @Override
    public synchronized void close() {
      all.forEach(process -> process.driver().close());
    }
  }
}
