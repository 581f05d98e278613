package dev.gradtrace;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A browser is told of the modules that the page begins with, all of them and no others. */
class ModuleGraphTest {

  private static final Path STATIC = Path.of("src/main/resources/static");
  private static final String START = "app.js";
  private static final int COLUMNS = 96;

  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^(?:import|export)\\b[^;\"]*\"(\\.[^\"]+)\";");

  private static final Pattern VIEW =
      Pattern.compile("(\\w+): \\(\\) => import\\(\"\\./(.+?)\"\\)");
  private static final Pattern PRELOADED = Pattern.compile("rel=\"modulepreload\" href=\"(.+?)\"");
  private static final Pattern LISTS =
      Pattern.compile("(?s)(?<=const MODULES = \\{\n)(.*?)(?=^};)", Pattern.MULTILINE);

  @Test
  void thePageNamesWhatEveryViewNeeds() throws IOException {
    Set<String> named =
        PRELOADED
            .matcher(Files.readString(STATIC.resolve("index.html")))
            .results()
            .map(link -> link.group(1))
            .collect(toCollection(TreeSet::new));
    Set<String> needed = new TreeSet<>(closure(START));
    needed.remove(START);
    assertThat(named).isEqualTo(needed);
  }

  @Test
  void everyViewNamesWhatItNeedsBesides() throws IOException {
    Path file = STATIC.resolve("early.js");
    String text = Files.readString(file);
    assertThat(text).containsPattern(LISTS);
    String lists = views().entrySet().stream().map(ModuleGraphTest::list).collect(joining());
    String asItIs = LISTS.matcher(text).replaceFirst(lists);
    Path mended = Path.of("target", file.getFileName().toString());
    Files.writeString(mended, asItIs);
    assertThat(text)
        .as("the modules in %s; %s has them as they are", file, mended)
        .isEqualTo(asItIs);
  }

  /** By the name of a view: its modules that are not those of the page. */
  private static Map<String, Set<String>> views() throws IOException {
    Set<String> ofThePage = closure(START);
    Map<String, Set<String>> views = new LinkedHashMap<>();
    for (MatchResult view :
        VIEW.matcher(Files.readString(STATIC.resolve(START))).results().toList()) {
      Set<String> modules = closure(view.group(2));
      modules.removeAll(ofThePage);
      views.put(view.group(1), modules);
    }
    assertThat(views).isNotEmpty();
    return views;
  }

  private static String list(Map.Entry<String, Set<String>> view) {
    StringBuilder lines = new StringBuilder("  %s: `\n".formatted(view.getKey()));
    StringBuilder line = new StringBuilder();
    for (String module : view.getValue()) {
      String name = " " + module.replaceFirst("\\.js$", "");
      if (line.length() + name.length() > COLUMNS) {
        lines.append("   ").append(line).append('\n');
        line.setLength(0);
      }
      line.append(name);
    }
    return lines.append("   ").append(line).append("\n  `,\n").toString();
  }

  /** A module and all that it imports as it is loaded, in the order in which they are met. */
  private static Set<String> closure(String module) throws IOException {
    Set<String> met = new LinkedHashSet<>();
    meet(module, met);
    return met;
  }

  private static void meet(String module, Collection<String> met) throws IOException {
    if (met.add(module)) {
      String code = COMMENT.matcher(Files.readString(STATIC.resolve(module))).replaceAll("");
      List<String> imports = IMPORT.matcher(code).results().map(found -> found.group(1)).toList();
      for (String path : imports) {
        meet(Path.of(module).resolveSibling(path).normalize().toString().replace('\\', '/'), met);
      }
    }
  }
}
