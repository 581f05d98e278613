package dev.gradtrace.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.GradtraceApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The pictures and the table of packages are those of the code. */
class ArchitectureDocumentTest {

  private static final Path DOCUMENT = Path.of("src/docs/architecture.md");
  private static final Path SOURCES =
      Path.of("src/main/java", GradtraceApplication.class.getPackageName().replace('.', '/'));

  private static final Pattern PACKAGES =
      Pattern.compile("(?s)<!-- packages: .*? -->\n(.*)<!-- end of packages -->");

  private static final Pattern SIGN = Pattern.compile("(?s)/\\*\\*(.*?)\\*/");
  private static final Pattern FIRST_SENTENCE = Pattern.compile("^.*?\\.(?= |$)");
  private static final Pattern CODE = Pattern.compile("\\{@code ([^}]*)}");

  private static final PackageGraph MODULES =
      PackageGraph.of(ApplicationModules.of(GradtraceApplication.class));

  @Test
  void showsThePackagesAsTheyAre() throws IOException {
    String document = Files.readString(DOCUMENT);
    Matcher packages = PACKAGES.matcher(document);
    assertThat(packages.find()).isTrue();
    String asTheyAre = "\n" + pictures() + "\n" + table() + "\n";
    Path mended = Path.of("target", DOCUMENT.getFileName().toString());
    Files.writeString(
        mended,
        document.substring(0, packages.start(1)) + asTheyAre + document.substring(packages.end(1)));
    assertThat(packages.group(1))
        .as("the packages in %s; %s has them as they are", DOCUMENT, mended)
        .isEqualTo(asTheyAre);
  }

  private static String pictures() {
    return MODULES.outermost().mermaid() + "\nWithin `web`:\n\n" + MODULES.within("web").mermaid();
  }

  private static String table() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.endsWith("package-info.java"))
          .map(Path::getParent)
          .filter(folder -> !folder.equals(SOURCES))
          .sorted()
          .map(ArchitectureDocumentTest::row)
          .collect(joining("", "| package | what is in it | uses |\n|---|---|---|\n", ""));
    }
  }

  private static String row(Path folder) {
    String name = SOURCES.relativize(folder).toString().replace('/', '.');
    String uses = MODULES.usedBy(name).stream().map("`%s`"::formatted).collect(joining(" "));
    return "| `%s` | %s | %s |\n".formatted(name, sign(folder), uses);
  }

  /** The first sentence of what a package says of itself. */
  private static String sign(Path folder) {
    try {
      Matcher sign = SIGN.matcher(Files.readString(folder.resolve("package-info.java")));
      assertThat(sign.find()).as("Javadoc of %s", folder).isTrue();
      String text = sign.group(1).replaceAll("\\s*\n \\*( |$)?", " ").strip();
      Matcher sentence = FIRST_SENTENCE.matcher(text);
      assertThat(sentence.find()).as("a sentence in the Javadoc of %s", folder).isTrue();
      return CODE.matcher(sentence.group()).replaceAll("`$1`");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
