package dev.gradtrace.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A document of the project in Markdown, read from the working directory.
 *
 * @param path where it is, from the top of the project
 * @param lines its lines without their ends
 */
public record Document(Path path, List<String> lines) {

  private static final String FENCE = "```";
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern HEADING = Pattern.compile("#+ +(.*)");
  private static final Pattern NOT_IN_AN_ANCHOR = Pattern.compile("[^\\p{L}\\p{N} _-]");

  /**
   * A fenced block.
   *
   * @param language what stands after its opening fence
   * @param line the line of its opening fence, from 1
   * @param text its lines, each with its end
   */
  public record Block(String language, int line, String text) {}

  /** The document at a path from the top of the project. */
  public static Document of(String path) {
    return of(Path.of(path));
  }

  private static Document of(Path path) {
    try {
      return new Document(path, Files.readAllLines(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The README and all of {@code src/docs}. */
  public static List<Document> all() {
    try (Stream<Path> files = Files.walk(Path.of("src/docs"))) {
      return Stream.concat(Stream.of(Path.of("README.md")), files.sorted())
          .filter(file -> file.toString().endsWith(".md"))
          .map(Document::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its fenced blocks, in order. */
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    int start = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith(FENCE)) {
        continue;
      }
      if (start < 0) {
        start = i;
      } else {
        String language = lines.get(start).substring(FENCE.length()).strip();
        String text =
            lines.subList(start + 1, i).stream()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        blocks.add(new Block(language, start + 1, text));
        start = -1;
      }
    }
    return blocks;
  }

  /** The targets of its links and pictures. */
  public List<String> links() {
    return found(LINK);
  }

  /** What it sets in backticks within its text. */
  public List<String> code() {
    return found(CODE);
  }

  /** The anchors of its headings, as GitHub makes them. */
  public Set<String> anchors() {
    return prose()
        .map(HEADING::matcher)
        .filter(Matcher::matches)
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> NOT_IN_AN_ANCHOR.matcher(heading).replaceAll("").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private List<String> found(Pattern pattern) {
    return prose()
        .flatMap(line -> pattern.matcher(line).results())
        .map(result -> result.group(1))
        .toList();
  }

  /** The lines outside fenced blocks. */
  private Stream<String> prose() {
    List<String> prose = new ArrayList<>();
    boolean fenced = false;
    for (String line : lines) {
      if (line.startsWith(FENCE)) {
        fenced = !fenced;
      } else if (!fenced) {
        prose.add(line);
      }
    }
    return prose.stream();
  }
}
