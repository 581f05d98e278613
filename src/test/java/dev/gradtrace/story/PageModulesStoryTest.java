package dev.gradtrace.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The modules of the page, each by itself, in a real browser. {@code static/json/pointer.test.js}
 * of the test resources tests {@code static/json/pointer.js}; the service serves both.
 */
@InBrowser
class PageModulesStoryTest {

  private static final Path ROOT = Path.of("src/test/resources/static");

  private static final String NAMES = "async module => Object.keys((await import(module)).cases)";

  /** What went wrong and where, or null. */
  private static final String RUN =
      """
      async ([module, name]) => {
        const {cases} = await import(module);
        try {
          await cases[name]();
          return null;
        } catch (error) {
          return error.stack;
        }
      }
      """;

  private Browser browser;
  private Page page;

  @BeforeAll
  void open() {
    page = browser.visit("#/jobs");
  }

  @TestFactory
  List<DynamicContainer> keepTheirWord() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      List<DynamicContainer> modules =
          files
              .filter(file -> file.toString().endsWith(".test.js"))
              .sorted()
              .map(this::casesOf)
              .toList();
      assertThat(modules).isNotEmpty();
      return modules;
    }
  }

  private DynamicContainer casesOf(Path file) {
    String module = "/" + ROOT.relativize(file).toString().replace('\\', '/');
    List<?> names = (List<?>) page.evaluate(NAMES, module);
    assertThat(names).as(module).isNotEmpty();
    Stream<DynamicTest> cases = names.stream().map(name -> caseOf(file, module, (String) name));
    return dynamicContainer(module, file.toUri(), cases);
  }

  private DynamicTest caseOf(Path file, String module, String name) {
    return dynamicTest(
        name,
        file.toUri(),
        () -> assertThat(page.evaluate(RUN, List.of(module, name))).as(module).isNull());
  }
}
