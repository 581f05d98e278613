package dev.gradtrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page's code is checked against is what the service delivers. */
class PageLibrariesTest {

  @ParameterizedTest
  @ValueSource(strings = {"echarts", "katex"})
  void areTypedInTheVersionThatIsServed(String library) throws IOException {
    String served = versionIn(Path.of("pom.xml"), "<%s.version>(.+?)<".formatted(library));
    String typed =
        versionIn(Path.of("src/page/package.json"), "\"%s\": \"(.+?)\"".formatted(library));
    assertThat(typed).isEqualTo(served);
  }

  private static String versionIn(Path file, String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(file))
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow();
  }
}
