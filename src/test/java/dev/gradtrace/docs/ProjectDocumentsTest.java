package dev.gradtrace.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a document leads to is there. */
class ProjectDocumentsTest {

  private static final int COLUMNS = 120;
  private static final int README_LINES = 120;

  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
  private static final Pattern PATH = Pattern.compile("(src|\\.ci)/[\\w./-]+");
  private static final Pattern PACKAGE = Pattern.compile("[a-z]+(\\.[a-z]+)+");
  private static final Pattern CLASS = Pattern.compile("(?=\\w*[a-z])[A-Z]\\w*");

  /** Of libraries, and named in the documents. */
  private static final Set<String> FOREIGN = Set.of("R064Store");

  private static final Pattern DECLARATION =
      Pattern.compile("\\b(?:class|record|enum|interface) ([A-Z]\\w*)");

  static List<Document> documents() {
    return Document.all();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void itsLinksLeadSomewhere(Document document) {
    assertThat(document.links())
        .filteredOn(link -> !ELSEWHERE.matcher(link).matches() && !leadsSomewhere(document, link))
        .isEmpty();
  }

  private static boolean leadsSomewhere(Document document, String link) {
    String[] parts = link.split("#", 2);
    Path target =
        parts[0].isEmpty() ? document.path() : document.path().resolveSibling(parts[0]).normalize();
    return Files.exists(target)
        && (parts.length == 1 || Document.of(target.toString()).anchors().contains(parts[1]));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void itsLinesFitTheScreenUnlessTheyAreRowsOfATable(Document document) {
    assertThat(document.lines())
        .filteredOn(line -> !line.startsWith("|"))
        .filteredOn(line -> line.codePointCount(0, line.length()) > COLUMNS)
        .isEmpty();
  }

  @Test
  void theReadmeIsShort() {
    assertThat(Document.of("README.md").lines()).hasSizeLessThanOrEqualTo(README_LINES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"src/docs/architecture.md", "src/docs/contributing.md"})
  void whatItNamesExists(String path) {
    List<String> code = Document.of(path).code();
    assertThat(code)
        .filteredOn(text -> PATH.matcher(text).matches())
        .isNotEmpty()
        .allSatisfy(named -> assertThat(Path.of(named)).exists());
    assertThat(code)
        .filteredOn(text -> PACKAGE.matcher(text).matches())
        .allSatisfy(named -> assertThat(isPackage(named)).as(named).isTrue());
    Set<String> declared = declared();
    assertThat(code)
        .filteredOn(text -> CLASS.matcher(text).matches())
        .isNotEmpty()
        .filteredOn(name -> !declared.contains(name) && !FOREIGN.contains(name))
        .isEmpty();
  }

  /** Whether there is one of the name, or of the name below {@code dev.gradtrace}. */
  private static boolean isPackage(String name) {
    String folder = name.replace('.', '/');
    return Stream.of("src/main/java", "src/main/java/dev/gradtrace")
        .anyMatch(sources -> Files.isDirectory(Path.of(sources, folder)));
  }

  /** The names of all types in the sources. */
  private static Set<String> declared() {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(ProjectDocumentsTest::declaredIn)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> declaredIn(Path file) {
    try {
      return DECLARATION.matcher(Files.readString(file)).results().map(ProjectDocumentsTest::name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(MatchResult declaration) {
    return declaration.group(1);
  }
}
